using Eseur.Admin.Shared.Mail.Channels;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Shared.Mail;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Добрый\t день! \r\n\r\n\n Ждём вас.", "Добрый день!\nЖдём вас.")]
    public void Text_Short_IsKeptWithoutItsGaps(string text, string kept) => Assert.Equal(kept, ShortText.Of(text));

    [Theory]
    [InlineData(670, false)]
    [InlineData(671, true)]
    public void Text_OfSoManyCharacters_IsCutWhereItMustBe(int length, bool cut) => Assert.Equal(cut, ShortText.Of(new string('я', length)).EndsWith('…'));

    [Fact]
    public void Text_Long_EndsAtAWord()
    {
        var cut = ShortText.Of(string.Concat(Enumerable.Repeat("председатель первички ", 100)));
        Assert.InRange(cut.Length, 640, ShortText.Longest);
        Assert.True(cut.EndsWith("председатель…", StringComparison.Ordinal) || cut.EndsWith("первички…", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_Any_FitsAndHasNoHalfCharacter() => Prop.ForAll(Gen.OneOf(Gen.Constant("👩‍🏫"), Gen.Elements("а", " ", "слово ", "\n")).ListOf().Select(l => string.Concat(Enumerable.Repeat(string.Concat(l), 40))).ToArbitrary(), text =>
    {
        var cut = ShortText.Of(text);
        Assert.InRange(cut.Length, 0, ShortText.Longest);
        Assert.DoesNotContain('\ufffd', string.Concat(cut.EnumerateRunes().Select(r => r.ToString())));
    }).QuickCheckThrowOnFailure();
}
