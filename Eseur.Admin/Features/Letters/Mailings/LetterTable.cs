using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>The columns of exported letters, each with what stands in it.</summary>
internal static class LetterTable
{
    public const string Name = "Письма рассылки";

    private static readonly (XlsxColumn Column, Action<IRowWriter, RecipientRow> Write)[] Cells =
    [
        (new("Организация", 44), (cell, row) => cell.Text(row.Organization)),
        (new("Уровень", 18), (cell, row) => cell.Text(Ru.Sentence(OrganizationChips.LevelText(row.Level)))),
        (new("Кому", 34), (cell, row) => cell.Text(row.Name)),
        (new("Адрес", 34), (cell, row) => cell.Text(row.Address)),
        (new("Прогноз", 28), (cell, row) => cell.Text(row.Forecast.Label())),
        (new("Состояние", 18), (cell, row) => cell.Text(row.State?.Label())),
        (new("Почему", 44), (cell, row) => cell.Text(Why(row))),
        (new("Ответ почты", 50), (cell, row) => cell.Text(row.Reason == Letter.Complaint ? null : row.Reason)),
        (new("Отправлено (МСК)", 18), (cell, row) => cell.DateTime(Moscow(row.SentAt))),
        (new("Решилось (МСК)", 18), (cell, row) => cell.DateTime(Moscow(row.SettledAt))),
    ];

    public static readonly XlsxColumn[] Columns = [.. Cells.Select(c => c.Column)];

    public static void Write(IRowWriter row, RecipientRow letter)
    {
        foreach (var (_, write) in Cells)
            write(row, letter);
    }

    private static string? Why(RecipientRow row) => row.State switch
    {
        LetterState.Suppressed => row.Obstacle.Label(),
        { } state => LetterReasons.InWords(state, row.Status, row.Reason) is { } words ? Ru.Sentence(words) : null,
        null => null,
    };

    private static DateTime? Moscow(DateTime? utc) => utc is { } at ? Ru.ToMoscow(at) : null;
}
