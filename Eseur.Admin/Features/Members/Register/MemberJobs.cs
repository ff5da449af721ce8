using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Members.Export;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Csv;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>Long work on members picked in the register. It goes on without the page; the page's address finds it again.</summary>
/// <remarks>Each start throws <see cref="RuleBrokenException"/> when the person has enough going already.</remarks>
public sealed class MemberJobs(JobRunner runner, MemberActs acts, ICurrentActor current, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>So many of the refused are named in the answer.</summary>
    private const int Named = 5;

    public Job? Find(string address, int user) => runner.Find(address, user);

    public Job Export(int user, string address, int[] ids, bool excel)
    {
        var file = new JobFile($"Члены Профсоюза {clock.MoscowToday():yyyy-MM-dd}.{(excel ? "xlsx" : "csv")}", excel ? XlsxWriter.ContentType : CsvWriter.ContentType);
        var actor = current.Now ?? throw new InvalidOperationException("An export is made for somebody.");
        return runner.Start(user, address, $"Выгрузка: {People(ids.Length)}", file, async (output, progress, cancel) =>
        {
            await using var scope = scopes.CreateScope(actor);
            var export = scope.ServiceProvider.GetRequiredService<MemberExport>();
            var written = excel ? await export.WriteExcelAsync(ids, output, progress, cancel: cancel) : await export.WriteCsvAsync(ids, output, progress, cancel);
            // Before the job is ready: a file that nobody wrote down is not handed out.
            var query = address.Split('?', 2) is [_, var conditions] ? MemberFilter.Parse("?" + conditions) : new MemberFilter();
            await scope.ServiceProvider.GetRequiredService<ReadingRecorder>().ExportAsync(actor, query.Under, written, file.Name);
            return People(written);
        });
    }

    public Job TakeOff(int user, Actor actor, string address, int[] ids, string reason, DateOnly on) =>
        Act(user, address, $"Снятие с учёта: {People(ids.Length)}", "Снимаем", "снято", ids, (select, progress, cancel) => acts.TakeOffAsync(actor, select, reason, on, progress, cancel));

    public Job Transfer(int user, Actor actor, string address, int[] ids, int toId, DateOnly on) =>
        Act(user, address, $"Перевод: {People(ids.Length)}", "Переводим", "переведено", ids, (select, progress, cancel) => acts.TransferAsync(actor, select, toId, on, progress, cancel));

    private Job Act(int user, string address, string title, string phase, string done, int[] ids, Func<Func<CancellationToken, Task<IReadOnlyList<int>>>, IProgress<int>, CancellationToken, Task<MemberActsResult>> act) =>
        runner.Start(user, address, title, async (progress, cancel) =>
        {
            progress.Report(new JobStep(0, ids.Length, phase));
            var result = await act(_ => Task.FromResult<IReadOnlyList<int>>(ids), new Steps(n => progress.Report(new JobStep(n, ids.Length, phase))), cancel);
            return (result.IsCancelled ? "остановлено; " : "") + Told(result, done);
        });

    private static string Told(MemberActsResult result, string done)
    {
        var told = $"{done} {Ru.Number(result.Done)} из {Ru.Number(result.Asked)}";
        if (result.RefusedCount == 0)
            return told;
        var names = string.Join("; ", result.Refused.Take(Named).Select(r => $"{r.FullName} — {r.Reason.TrimEnd('.')}"));
        return $"{told}. Не получилось: {Ru.Number(result.RefusedCount)}. {names}{(result.RefusedCount > Named ? "; и другие" : "")}";
    }

    private static string People(int count) => $"{Ru.Number(count)} {Ru.Plural(count, "карточка", "карточки", "карточек")}";

    private sealed class Steps(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
