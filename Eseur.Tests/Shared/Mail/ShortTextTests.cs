using Eseur.Admin.Shared.Mail.Channels;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Shared.Mail;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("", "", 1)]
    [InlineData("  Добрый\t день! \r\n\r\n\n Ждём вас.", "Добрый день!\nЖдём вас.", 1)]
    public void Text_Short_IsKeptWithoutItsGaps(string text, string kept, int parts) => Assert.Equal(new ShortText(kept, parts, IsCut: false), ShortText.Of(text));

    [Theory]
    [InlineData(70, 1, false)]
    [InlineData(71, 2, false)]
    [InlineData(134, 2, false)]
    [InlineData(135, 3, false)]
    [InlineData(670, 10, false)]
    [InlineData(671, 10, true)]
    public void Text_OfSoManyCharacters_IsCounted(int length, int parts, bool cut)
    {
        var text = ShortText.Of(new string('я', length));
        Assert.Equal((parts, cut), (text.Parts, text.IsCut));
    }

    [Fact]
    public void Text_Long_EndsAtAWord()
    {
        var cut = ShortText.Of(string.Concat(Enumerable.Repeat("председатель первички ", 100)));
        Assert.InRange(cut.Text.Length, 640, ShortText.Longest);
        Assert.True(cut.Text.EndsWith("председатель…", StringComparison.Ordinal) || cut.Text.EndsWith("первички…", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_Any_FitsAndHasNoHalfCharacter() => Prop.ForAll(Gen.OneOf(Gen.Constant("👩‍🏫"), Gen.Elements("а", " ", "слово ", "\n")).ListOf().Select(l => string.Concat(Enumerable.Repeat(string.Concat(l), 40))).ToArbitrary(), text =>
    {
        var cut = ShortText.Of(text);
        Assert.InRange(cut.Text.Length, 0, ShortText.Longest);
        Assert.DoesNotContain('\ufffd', string.Concat(cut.Text.EnumerateRunes().Select(r => r.ToString())));
    }).QuickCheckThrowOnFailure();
}
