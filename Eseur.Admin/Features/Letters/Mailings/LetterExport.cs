using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>The list behind a number of a mailing as a sheet: of letters, or of the recipients that a draft would have.</summary>
public sealed class LetterExport(RegistryDatabase database, MailingRecipients recipients, TimeProvider clock)
{
    private const int ProgressStep = 1000;

    /// <param name="output">Written forwards only; stays open.</param>
    /// <returns>How many rows were written, and in whose name the mailing is.</returns>
    /// <exception cref="RuleBrokenException">The acting person sees no such mailing.</exception>
    public async Task<(int Rows, int OrganizationId)> WriteAsync(int mailingId, RecipientFilter filter, string? query, Stream output, IProgress<JobStep>? progress = null, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var mailing = await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId, cancel) ?? throw new RuleBrokenException("Этой рассылки больше нет: возможно, черновик удалили. Откройте список писем.");
        var now = clock.GetUtcNow();
        var total = mailing.StartedAt is null ? 0 : await recipients.CountAsync(mailingId, filter, query, cancel);
        await using var book = await XlsxWriter.StartAsync(output, LetterTable.Name, now, cancel: cancel);
        var sheet = await book.AddSheetAsync(new XlsxTable(LetterTable.Name, LetterTable.Columns)
        {
            Title = mailing.Subject.Length > 0 ? mailing.Subject : "Без темы",
            Notes = [$"На {Ru.Time(now.UtcDateTime)} по Москве"],
            FrozenColumns = 1,
        });
        var rows = 0;
        progress?.Report(new JobStep(0, total, "Выгружаем"));
        await foreach (var row in recipients.AllAsync(mailingId, filter, query, cancel).AheadAsync(cancel))
        {
            await sheet.RowAsync();
            LetterTable.Write(sheet, row);
            if (++rows % ProgressStep == 0)
                progress?.Report(new JobStep(rows, total == 0 ? 0 : Math.Max(rows, total), "Выгружаем"));
        }
        await book.CompleteAsync();
        return (rows, mailing.OrganizationId);
    }
}
