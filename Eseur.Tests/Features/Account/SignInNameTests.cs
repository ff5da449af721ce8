using Eseur.Admin.Features.Account;

namespace Eseur.Tests.Features.Account;

public sealed class SignInNameTests
{
    [Theory]
    [InlineData("1234567890123456")]
    [InlineData(" 1234 5678 9012 3456 ")]
    [InlineData("1234-5678-9012-3456")]
    [InlineData("1234\u00a05678\u202f9012 3456")]
    public void Of_SixteenDigits_IsTheTicket(string typed) => Assert.Equal(new SignInName(1234567890123456, "1234567890123456"), SignInName.Of(typed));

    [Theory]
    [InlineData("One@Example.org")]
    [InlineData("  one@example.ORG ")]
    public void Of_Mail_IsTheSameHoweverTyped(string typed) => Assert.Equal(new SignInName(null, "one@example.org"), SignInName.Of(typed));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Problem_GoodNameInEitherPlace_None(bool byTicket)
    {
        Assert.Null(SignInName.Of("one@example.org").Problem(byTicket));
        Assert.Null(SignInName.Of("1234 5678 9012 3456").Problem(byTicket));
    }

    [Theory]
    [InlineData(null, false, "адрес электронной почты")]
    [InlineData(" ", true, "номер билета")]
    [InlineData("1234 5678", false, "16 цифр, а здесь 8")]
    [InlineData("12345678901234567", true, "16 цифр, а здесь 17")]
    [InlineData("petrova.example.org", false, "знак @")]
    public void Problem_NobodysName_SaysWhatIsExpected(string? typed, bool byTicket, string expected) =>
        Assert.Contains(expected, SignInName.Of(typed).Problem(byTicket), StringComparison.Ordinal);
}
