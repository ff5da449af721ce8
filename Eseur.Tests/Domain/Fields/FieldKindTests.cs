using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Fields;

public sealed class FieldKindTests
{
    public static TheoryData<string> Keys => [.. Catalogue.Passport.Tabs.SelectMany(t => t.Fields.Concat(t.RowSets.SelectMany(r => r.Fields))).Select(f => f.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parse_AnyText_NeverThrowsAndReadsItsOwnFormatBack(string key)
    {
        var field = Catalogue.Passport.Field(key)!;
        var texts = Gen.OneOf(ArbMap.Default.GeneratorFor<string>(), Gen.Elements("1", "0", "Да", "нет", "21.11.2026", "+79123456789", "a@b.ru", "example.ru", "7707083893", "Ли", "school", "work", "1e5", "-1", "٣", "=1+1", "\t", "а\u0000б"));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var parsed = field.Kind.Parse(text, ReferenceBook.Default);
            if (!parsed.IsValid)
                return parsed.Error!.Length > 0 && parsed.Value is null;
            var formatted = field.Kind.Format(parsed.Value);
            return formatted.Length <= Math.Max(field.Kind.MaxLength, 20)
                && Equals(field.Kind.Parse(formatted, ReferenceBook.Default).Value, parsed.Value)
                && (parsed.Value is null || parsed.Value.GetType() == field.ValueType);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parse_Blank_IsNotFilledUnlessRequired(string key)
    {
        var field = Catalogue.Passport.Field(key)!;
        foreach (var blank in new[] { null, "", "  ", "\u00a0", "\n" })
        {
            var parsed = field.Parse(blank, ReferenceBook.Default);
            Assert.Null(parsed.Value);
            Assert.Equal(field.Required, !parsed.IsValid);
        }
    }

    [Theory]
    [InlineData("site", "javascript://example.ru/%0aalert(1)")]
    [InlineData("site", "ftp://example.ru")]
    [InlineData("site", "https://user:secret@example.ru")]
    [InlineData("email", "a@b@c.ru ")]
    [InlineData("email", "Иванова <a@b.ru>")]
    [InlineData("email", "a..b@c.ru")]
    [InlineData("chair-phone", "+8 912 345-67-89 доб. 3")]
    [InlineData("chair-phone", "+1 912 345 67 89 0")]
    [InlineData("workers", "-1")]
    [InlineData("workers", "1000001")]
    [InlineData("workers", "99999999999999999999")]
    [InlineData("dues", "1e1")]
    [InlineData("dues", "-0,1")]
    [InlineData("staff-rate", "2,01")]
    [InlineData("small", "может быть")]
    [InlineData("institution-type", "лицей")]
    [InlineData("founded", "2020-13-01")]
    [InlineData("head", "=HYPERLINK(1)")]
    public void Parse_BadInput_IsRefused(string key, string text) =>
        Assert.False(Catalogue.Passport.Field(key)!.Parse(text, ReferenceBook.Default).IsValid);

    [Theory]
    [InlineData("chair-phone", "89123456789", "+7 912 345-67-89")]
    [InlineData("chair-phone", "+7 (912) 345 67 89", "+7 912 345-67-89")]
    [InlineData("chair-phone", "9123456789", "+7 912 345-67-89")]
    [InlineData("workers", "1 234", "1234")]
    [InlineData("dues", "1 %", "1")]
    [InlineData("founded", "5.3.90", "05.03.1990")]
    [InlineData("founded", "05031990", "05.03.1990")]
    [InlineData("institution-inn", "5001 0073 2259", "500100732259")]
    [InlineData("institution-type", "общеобразовательная", "school")]
    [InlineData("head", "О’Коннор Анна-Мария", "О’Коннор Анна-Мария")]
    public void Parse_AsPeopleType_IsUnderstood(string key, string text, string expected)
    {
        var field = Catalogue.Passport.Field(key)!;
        var parsed = field.Parse(text, ReferenceBook.Default);
        Assert.Null(parsed.Error);
        Assert.Equal(expected, field.Kind.Format(parsed.Value));
    }

    [Theory]
    [InlineData("institution-type", "school", "Общеобразовательная")]
    [InlineData("institution-type", "lost-code", "lost-code")]
    [InlineData("dues", "1,5", "1,5")]
    [InlineData("dues", null, "")]
    public void Shown_KeptText_ReadsAsPeopleSayIt(string key, string? text, string expected) =>
        Assert.Equal(expected, Catalogue.Passport.Field(key)!.Shown(text, ReferenceBook.Default));
}
