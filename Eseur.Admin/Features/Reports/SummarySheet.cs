using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Admin.Features.Reports;

/// <summary>The table of unfilled fields, as on the dashboard.</summary>
internal static class SummarySheet
{
    private static readonly XlsxColumn[] Columns =
        [new("Вкладка", 36), new("Поле", 34), new("К кому относится", 26), new("Не заполнено", 16), new("Из скольких", 15), new("%", 11) { Heat = true }];

    public static async Task WriteAsync(XlsxWriter book, ReportScope scope, NodeFigures figures)
    {
        var sheet = await book.AddSheetAsync(new XlsxTable("Сводка", Columns) { Title = scope.Title, Notes = [.. scope.Notes, CompletenessTable.Counts(figures) + "."] });
        foreach (var (tab, gap, share) in CompletenessTable.Of(figures))
        {
            await sheet.RowAsync();
            sheet.Text(tab.Title);
            sheet.Text(gap.Label);
            sheet.Text(gap.Audience.Label);
            sheet.Number(share.Part);
            sheet.Number(share.Whole);
            sheet.Percent(share.Whole == 0 ? null : share.Cut() / 100);
        }
    }
}
