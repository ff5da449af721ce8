using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Reports;

/// <summary>The table of unfilled fields, as on the dashboard.</summary>
internal static class SummarySheet
{
    private static readonly XlsxColumn[] Columns =
        [new("Вкладка", 36), new("Поле", 34), new("К кому относится", 26), new("Не заполнено", 16), new("Из скольких", 15), new("%", 11) { Heat = true }];

    public static Task WriteAsync(XlsxWriter book, ReportScope scope, NodeFigures figures) =>
        WriteAsync(book, "Сводка", scope.Title, [.. scope.Notes, CompletenessTable.Counts(figures) + "."], figures, Catalogue.Passport, decimals: 1);

    public static async Task WriteAsync(XlsxWriter book, string name, string title, IReadOnlyList<string> notes, NodeFigures figures, Catalogue catalogue, int decimals)
    {
        var sheet = await book.AddSheetAsync(new XlsxTable(name, Columns) { Title = title, Notes = notes });
        foreach (var (tab, gap, share) in CompletenessTable.Of(figures, catalogue))
        {
            await sheet.RowAsync();
            sheet.Text(tab.Title);
            sheet.Text(gap.Label);
            sheet.Text(gap.Audience.Label);
            sheet.Number(share.Part);
            sheet.Number(share.Whole);
            sheet.Percent(share.Whole == 0 ? null : share.Cut(decimals) / 100, decimals);
        }
    }
}
