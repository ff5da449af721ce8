using Eseur.Admin.Live;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Reports;

/// <summary>The organisations directly below, each with the sums of its own subtree.</summary>
internal static class ChildrenSheet
{
    private static readonly XlsxColumn[] Columns =
    [
        new("Организация", 50), new("Уровень", 20), new("Организаций", 13),
        .. PassportCatalogue.Gaps.SelectMany(gap => (XlsxColumn[])[new("не заполнено", 12, gap.Title), new("%", 8, gap.Title)]),
    ];

    public static async Task WriteAsync(XlsxWriter book, ReportScope scope, IEnumerable<NodeView> children)
    {
        var sheet = await book.AddSheetAsync(new XlsxTable("По подчинённым", Columns) { Title = scope.Title, Notes = scope.Notes, FrozenColumns = 1 });
        foreach (var child in children)
        {
            await sheet.RowAsync();
            sheet.Text(child.Name);
            sheet.Text(child.Level.Label());
            sheet.Number(child.Figures.Total);
            foreach (var gap in PassportCatalogue.Gaps)
            {
                var share = child.Figures.Of(gap);
                sheet.Number(share.Whole == 0 ? null : share.Part);
                sheet.Percent(share.Whole == 0 ? null : share.Cut() / 100);
            }
        }
    }
}
