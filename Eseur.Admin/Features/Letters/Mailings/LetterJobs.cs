using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Jobs;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Exports of letters among the long work: each is found again by the address of its list.</summary>
public sealed class LetterJobs(JobRunner runner, ICurrentActor current, IServiceScopeFactory scopes, TimeProvider clock)
{
    public Job? Find(string address, int userId) => runner.Find(address, userId);

    /// <exception cref="Domain.RuleBrokenException">The person has enough going already.</exception>
    public Job Export(int userId, string address, int mailingId, RecipientFilter filter, string? query)
    {
        var actor = current.Now ?? throw new InvalidOperationException("An export is made for somebody.");
        var file = new JobFile($"Рассылка № {mailingId} {clock.MoscowToday():yyyy-MM-dd}.xlsx", XlsxWriter.ContentType);
        return runner.Start(userId, address, "Выгрузка списка в Excel", file, async (output, progress, cancel) =>
        {
            await using var scope = scopes.CreateScope(actor);
            var (rows, organizationId) = await scope.ServiceProvider.GetRequiredService<LetterExport>().WriteAsync(mailingId, filter, query, output, progress, cancel);
            // Before the job is ready: a file that nobody wrote down is not handed out.
            await scope.ServiceProvider.GetRequiredService<ReadingRecorder>().ExportAsync(actor, organizationId, rows, file.Name);
            return $"{Ru.Number(rows)} {Ru.Plural(rows, "строка", "строки", "строк")}";
        });
    }
}
