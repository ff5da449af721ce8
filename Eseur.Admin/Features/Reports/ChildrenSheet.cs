using Eseur.Admin.Live;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Reports;

/// <summary>The organisations directly below, each with the sums of its own subtree: the dashboard's heat map as a table.</summary>
internal static class ChildrenSheet
{
    private static readonly XlsxColumn[] Columns =
    [
        new("Организация", 54), new("Уровень", 17), new("Организаций", 14), new("Заполнено", 12),
        .. Catalogue.Passport.Gaps.SelectMany(gap => (XlsxColumn[])[new("организаций", 14, gap.Lack), new("%", 9, gap.Lack) { Heat = true }]),
    ];

    public static async Task WriteAsync(XlsxWriter book, ReportScope scope, IEnumerable<NodeView> children)
    {
        var sheet = await book.AddSheetAsync(new XlsxTable("По подчинённым", Columns)
        {
            Title = scope.Title,
            Notes = [.. scope.Notes, "Каждая строка — организация со всеми нижестоящими. Пустая ячейка — поле никого там не касается."],
            FrozenColumns = 1,
        });
        foreach (var child in children)
        {
            await sheet.RowAsync();
            sheet.Text(child.Name);
            sheet.Text(child.Level.Label());
            sheet.Number(child.Figures.Total);
            Share(child.Figures.Filled);
            foreach (var gap in Catalogue.Passport.Gaps)
            {
                var share = child.Figures.Of(gap);
                sheet.Number(share.Whole == 0 ? null : share.Part);
                Share(share);
            }
        }

        void Share(Domain.Completeness.Share share) => sheet.Percent(share.Whole == 0 ? null : share.Cut() / 100);
    }
}
