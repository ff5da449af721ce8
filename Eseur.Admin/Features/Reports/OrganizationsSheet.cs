using System.Numerics;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
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
        new("№", 8), new("Организация", 50), new("Уровень", 20), new("Регион", 26), new("Вышестоящая", 36), new("ИНН", 14), new("Председатель", 34),
        new("Подтверждено", 14), new("Пробелов", 11), .. PassportCatalogue.Gaps.Select(gap => new XlsxColumn(gap.Title, 14)),
    ];

    public static Task<XlsxSheet> StartAsync(XlsxWriter book, ReportScope scope) => book.AddSheetAsync(new XlsxTable("Организации", Columns)
    {
        Title = scope.Title,
        Notes = [.. scope.Notes.Where(n => n != ReportScope.PercentRule), $"«{Missing}» — поле не заполнено; «{NotAsked}» — к организации не относится; пустая ячейка — заполнено."],
        FrozenColumns = 2,
    });

    public static async ValueTask WriteAsync(XlsxSheet sheet, ReportRow row, int number, ReferenceBook book)
    {
        await sheet.RowAsync();
        sheet.Number(number);
        sheet.Text(row.Name);
        sheet.Text(row.Level.Label());
        sheet.Text(row.RegionCode is { } region ? book.Label(ReferenceLists.Region, region) : null);
        sheet.Text(row.Superior);
        sheet.Text(row.Inn);
        sheet.Text(row.Chairperson);
        sheet.Date(row.ConfirmedAt is { } at ? DateOnly.FromDateTime(Ru.ToMoscow(at)) : null);
        sheet.Number(BitOperations.PopCount((ulong)row.Missing));
        foreach (var gap in PassportCatalogue.Gaps)
            sheet.Text((row.Applicable & gap.Mask) == 0 ? NotAsked : (row.Missing & gap.Mask) != 0 ? Missing : null);
    }
}
