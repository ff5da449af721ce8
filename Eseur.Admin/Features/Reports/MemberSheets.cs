using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Reports;

/// <summary>Members of a node as on its dashboard: gaps of cards, who the members are, and both for the organisations directly below.</summary>
internal static class MemberSheets
{
    private const string PercentRule = "Проценты отброшены до двух знаков, доля от статотчёта по занятости — до одного; они не округлены: так их печатает Профсоюз.";

    private static readonly XlsxColumn[] BreakdownColumns =
    [
        new("Кто", 40), new("Членов Профсоюза", 16), new("% от всех", 11), new("По статотчёту", 15), new("% статотчёта", 13),
        .. Measures.Sexes.Select(sex => new XlsxColumn(MemberBreakdown.Title(sex), 14)),
    ];

    private static readonly XlsxColumn[] ChildrenColumns =
    [
        new("Организация", 54), new("Уровень", 17), new("Членов Профсоюза", 14), new("По статотчёту", 14), new("% статотчёта", 13),
        .. Measures.Employments.Select(e => new XlsxColumn(MemberBreakdown.Title(e), 15, "Занятость")),
        .. MemberBreakdown.Tickets.Select(t => new XlsxColumn(t.Title, 15, "Билет и бонусы")),
        .. Catalogue.Card.Gaps.SelectMany(gap => (XlsxColumn[])[new("членов", 14, gap.Lack), new("%", 9, gap.Lack) { Heat = true }]),
    ];

    public static async Task WriteAsync(XlsxWriter book, ReportScope scope, IReadOnlyCollection<NodeView> children)
    {
        var (title, notes) = ($"Члены Профсоюза: {scope.Node.Name}", new[] { scope.AsOf, PercentRule });
        await SummarySheet.WriteAsync(book, "Члены, поля", title, notes, scope.Node.Figures, Catalogue.Card, decimals: 2);
        await BreakdownAsync(await book.AddSheetAsync(new XlsxTable("Члены, состав", BreakdownColumns) { Title = title, Notes = notes }), scope.Node.Members);
        if (children.Count > 0)
            await ChildrenAsync(await book.AddSheetAsync(new XlsxTable("Члены по подчинённым", ChildrenColumns) { Title = title, Notes = notes, FrozenColumns = 1 }), children);
    }

    private static async Task BreakdownAsync(XlsxSheet sheet, MemberFigures members)
    {
        await Row("Все", members.Total, members.Reported.Total, 2, members.CountBySex);
        foreach (var employment in Measures.Employments)
            await Row(MemberBreakdown.Title(employment), members.Count(employment), members.Reported.Of(employment), 1, sex => members.Count(Measures.Of(employment, sex)));
        foreach (var (title, measure, _) in MemberBreakdown.Tickets)
            await Row(title, members.Count(measure), 0, 2, null);
        foreach (var unlocks in UnlocksLabels.All)
            await Row($"Пустые поля мешают: {unlocks.Label()}", members.Count(Measures.Of(unlocks)), 0, 2, null);

        async Task Row(string who, int count, int reported, int decimals, Func<Sex?, int>? bySex)
        {
            await sheet.RowAsync();
            sheet.Text(who);
            sheet.Number(count);
            Percent(sheet, new Share(count, members.Total));
            sheet.Number(reported == 0 ? null : reported);
            Percent(sheet, new Share(count, reported), decimals);
            foreach (var sex in Measures.Sexes)
                sheet.Number(bySex?.Invoke(sex));
        }
    }

    private static async Task ChildrenAsync(XlsxSheet sheet, IEnumerable<NodeView> children)
    {
        foreach (var child in children)
        {
            var members = child.Members;
            await sheet.RowAsync();
            sheet.Text(child.Name);
            sheet.Text(child.Level.Label());
            sheet.Number(members.Total);
            sheet.Number(members.Reported.Total == 0 ? null : members.Reported.Total);
            Percent(sheet, members.Coverage);
            foreach (var employment in Measures.Employments)
                sheet.Number(members.Count(employment));
            foreach (var (_, measure, _) in MemberBreakdown.Tickets)
                sheet.Number(members.Count(measure));
            foreach (var share in Catalogue.Card.Gaps.Select(members.Of))
            {
                sheet.Number(share.Whole == 0 ? null : share.Part);
                Percent(sheet, share);
            }
        }
    }

    private static void Percent(XlsxSheet sheet, Share share, int decimals = 2) => sheet.Percent(share.Whole == 0 ? null : share.Cut(decimals) / 100, decimals);
}
