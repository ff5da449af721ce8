using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Jobs;

namespace Eseur.Admin.Features.Reports;

/// <summary>Reports among the long work: one for each list, found again by the list.</summary>
public sealed class ReportJobs(CompletenessReport report, JobRunner jobs, ICurrentActor current, IServiceScopeFactory scopes)
{
    /// <exception cref="Domain.RuleBrokenException">The registry has no such organisation, or the person has enough going already.</exception>
    public Job Start(int userId, OrganizationFilter filter)
    {
        var file = report.FileName(filter);
        var actor = current.Now ?? throw new InvalidOperationException("A report is made for somebody.");
        return jobs.Start(userId, Address(filter), Path.GetFileNameWithoutExtension(file), new JobFile(file, XlsxWriter.ContentType), async (stream, progress, cancel) =>
        {
            await using var scope = scopes.CreateScope(actor);
            var rows = await scope.ServiceProvider.GetRequiredService<CompletenessReport>().WriteAsync(filter, stream, progress, cancel: cancel);
            // The list names chairpersons. Before the job is ready: a file that nobody wrote down is not handed out.
            await scope.ServiceProvider.GetRequiredService<ReadingRecorder>().ExportAsync(actor, filter.Under, rows, file);
            return $"{Ru.Number(rows)} {Ru.Plural(rows, "организация", "организации", "организаций")}";
        });
    }

    /// <summary>The person's latest report of this list, going or ready: a page opened again takes it up.</summary>
    public Job? Find(OrganizationFilter filter, int userId) => jobs.Find(Address(filter), userId);

    private static string Address(OrganizationFilter filter) => "reports" + filter.ToQueryString();
}
