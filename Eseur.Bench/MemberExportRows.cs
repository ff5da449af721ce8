using System.IO.Compression;
using Eseur.Admin.Features.Members.Export;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>Cards from the database into a workbook, against xlsxwriter in constant_memory mode on the same cards of the same database at the same zlib level.</summary>
internal static class MemberExportRows
{
    /// <summary>The baseline would take the better part of an hour over all of them.</summary>
    private const int Compared = 150_000;

    private static readonly (CompressionLevel Ours, int Zlib)[] Levels = [(CompressionLevel.Fastest, 1), (CompressionLevel.Optimal, 6)];

    public static async Task RunAsync(BenchHost host, string database)
    {
        var export = host.App.Services.GetRequiredService<MemberExport>();
        await using var context = await host.OpenAsync();
        var all = await context.Members.OrderBy(m => m.Id).Select(m => m.Id).ToArrayAsync();
        var some = all[..Math.Min(all.Length, Compared)];
        foreach (var (ours, zlib) in Levels)
        {
            var baseline = await XlsxwriterBaseline.RunAsync(new { what = "members", database, rows = some.Length, columns = Catalogue.Card.Fields.Select(Column) }, zlib);
            var outcome = await ExportRows.MiddleAsync(file => export.WriteExcelAsync(some, file, level: ours));
            Figure.Print($"{some.Length} members to Excel, zlib level {zlib}", outcome.ToString(), baseline?.ToString() ?? "skipped: python3-xlsxwriter is not installed", baseline is null ? null : outcome.Rate / baseline.Rate);
        }
        Figure.Print($"{all.Length} members to Excel, zlib level 1", (await ExportRows.OnceAsync(file => export.WriteExcelAsync(all, file))).ToString(), "");
        Figure.Print($"{all.Length} members to CSV", (await ExportRows.OnceAsync(file => export.WriteCsvAsync(all, file))).ToString(), "");
    }

    private static object Column(Field field) => new
    {
        column = field.Property,
        label = field.Label,
        kind = field.Kind switch { DateKind => "date", CountKind or DecimalKind => "number", FlagKind => "flag", ChoiceKind => "choice", EnumKind<Employment> or EnumKind<Sex> or EnumKind<CardSource> => "answer", _ => "text" },
        list = field.Kind.List,
        answers = field.ValueType.IsEnum ? Enum.GetValues(field.ValueType).Cast<object>().ToDictionary(v => Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture), field.Kind.Format) : null,
    };
}
