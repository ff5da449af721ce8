using System.Numerics;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Reports;

/// <summary>Every organisation of the report with its gaps; a filter on a gap's column gives the list to work through.</summary>
internal static class OrganizationsSheet
{
    private const string Missing = "пусто";
    private const string NotAsked = "—";

    private static readonly XlsxColumn[] Columns =
    [
        new("Номер", 10), new("Организация", 60), new("Уровень", 17), new("Регион", 28), new("Вышестоящая", 44), new("ИНН учреждения", 15), new("Председатель", 36),
        new("Подтверждено", 15), new("Пробелов", 12), .. Catalogue.Passport.Tabs.SelectMany(tab => tab.Gaps, (tab, gap) => new XlsxColumn(gap.Title, 16, tab.Title)),
    ];

    public static Task<XlsxSheet> StartAsync(XlsxWriter book, ReportScope scope) => book.AddSheetAsync(new XlsxTable("Организации", Columns)
    {
        Title = scope.Title,
        Notes =
        [
            .. scope.Notes.Where(n => n != ReportScope.PercentRule),
            $"«{Missing}» — поле не заполнено; «{NotAsked}» — к организации не относится; пустая ячейка — заполнено. Номер организации не меняется: по нему сличают отчёты разных дней.",
        ],
        FrozenColumns = 2,
    });

    public static async ValueTask WriteAsync(XlsxSheet sheet, ReportRow row, string? superior, ReferenceBook book)
    {
        await sheet.RowAsync();
        sheet.Identifier(row.Id);
        sheet.Text(row.Name);
        sheet.Text(row.Level.Label());
        sheet.Text(row.RegionCode is { } region ? book.Label(ReferenceLists.Region, region) : null);
        sheet.Text(superior);
        sheet.Text(row.InstitutionInn);
        sheet.Text(row.Chairperson);
        sheet.Date(row.ConfirmedAt is { } at ? Ru.MoscowDay(at) : null);
        sheet.Number(BitOperations.PopCount((ulong)row.Missing));
        foreach (var gap in Catalogue.Passport.Gaps)
        {
            if ((row.Applicable & gap.Mask) == 0)
                sheet.Text(NotAsked, XlsxStyle.Quiet);
            else if ((row.Missing & gap.Mask) != 0)
                sheet.Text(Missing, XlsxStyle.Gap);
            else
                sheet.Blank();
        }
    }
}
