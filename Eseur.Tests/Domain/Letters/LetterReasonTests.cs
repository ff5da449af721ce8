using Eseur.Domain.Letters;

namespace Eseur.Tests.Domain.Letters;

public sealed class LetterReasonTests
{
    [Theory]
    [InlineData("550 <anna@school.example>: unknown; postmaster is admin@mx.example", "550 …: unknown; postmaster is …")]
    [InlineData("550\r\n\t5.1.1  no\u0007", "550 5.1.1 no")]
    [InlineData(" ", "Причина не названа.")]
    [InlineData(null, "Причина не названа.")]
    public void Reason_ServersWords_NameNobody(string? words, string kept)
    {
        Assert.Equal(kept, After(l => l.MarkBounced("5.1.1", words, DateTime.UtcNow)));
        Assert.Equal(kept, After(l => l.PutOff("4.2.2", words, DateTime.UtcNow)));
        Assert.Equal(kept, After(l => l.Told("4.2.2", words)));
    }

    [Fact]
    public void Reason_LongWords_AreCut() => Assert.Equal(Letter.ReasonLength, After(l => l.MarkBounced("550", new string('x', 5000), DateTime.UtcNow))!.Length);

    private static string? After(Action<Letter> became)
    {
        var letter = Letter.To(Recipient.OfAccount(1, "Анна", "anna@school.example"), LetterKind.PasswordChanged, DateTime.UtcNow);
        became(letter);
        return letter.Reason;
    }
}
