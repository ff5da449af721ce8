using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>What the recipient's own record lacks, the most useful first; each line opens its place.</summary>
public static class OwnGaps
{
    public const int Shown = 5;
    private const string None = "всё заполнено";

    internal static LetterField Field(RecipientKind[] kinds) => new()
    {
        Name = "пробелы", Group = "Пробелы и ссылки", Means = $"до {Shown} самых полезных незаполненных полей списком; каждое — ссылка, которая открывает своё поле", Kinds = kinds, Shape = LetterFieldShape.List,
        Sample = List([.. Catalogue.Passport.MissingIn(-1).Take(2).Select(gap => Line(gap, Records.SampleAddress))]),
        Read = Of,
    };

    private static LetterValue Of(Addressee addressee)
    {
        var (catalogue, bits) = addressee.Member is { } member ? (Catalogue.Card, Gaps.Of(member)) : (Catalogue.Passport, addressee.Organization.Counter.Bits);
        return List([.. catalogue.MissingIn(bits.Missing).Take(Shown).Select(gap => Line(gap, Records.Address(addressee, catalogue.TabOf(gap), gap.Field?.Key ?? gap.Key)))]);
    }

    private static LetterValue List(LetterValue[] lines) => lines.Length == 0 ? new LetterValue(None) : new LetterValue(string.Join("; ", lines.Select(l => l.Words)), Lines: lines);

    private static LetterValue Line(Gap gap, string address) => new(gap.Title, address);
}
