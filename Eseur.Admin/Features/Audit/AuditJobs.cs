using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Csv;
using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Jobs;

namespace Eseur.Admin.Features.Audit;

/// <summary>The found lines of the record as a CSV: one row for each field.</summary>
public sealed class AuditJobs(JobRunner runner, ICurrentActor current, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int AtOnce = 500;

    private static readonly string[] ChangeColumns = ["Номер", "Время (МСК)", "Кто", "Вход №", "Адрес", "Что сделано", "К чему относится", "Организация", "Организация №", "Карточка №", "Поле", "Строка", "Было", "Стало"];
    private static readonly string[] ReadingColumns = ["Номер", "Время (МСК)", "Кто", "Вход №", "Адрес", "Что прочитано", "Организация", "Организация №", "Карточка №", "Сколько людей", "Подробности"];

    public Job? Find(string address, int user) => runner.Find(address, user);

    /// <exception cref="Domain.RuleBrokenException">The person has enough going already.</exception>
    public Job Export(int user, string address, AuditFilter filter)
    {
        var actor = current.Now ?? throw new InvalidOperationException("An export is made for somebody.");
        var title = filter.IsReadings ? "Журнал обращений" : "Журнал изменений";
        var file = new JobFile($"{title} {clock.MoscowToday():yyyy-MM-dd}.csv", CsvWriter.ContentType);
        return runner.Start(user, address, $"Выгрузка: {title}", file, async (output, progress, cancel) =>
        {
            await using var scope = scopes.CreateScope(actor);
            var log = scope.ServiceProvider.GetRequiredService<AuditLog>();
            using var csv = new CsvWriter(output, filter.IsReadings ? ReadingColumns : ChangeColumns, cancel);
            var asked = filter with { Before = null };
            var count = filter.IsReadings
                ? await WriteAsync(asked, (f, c) => log.ReadingsAsync(f, AtOnce, c), r => WriteAsync(csv, r), progress, cancel)
                : await WriteAsync(asked, (f, c) => log.ChangesAsync(f, AtOnce, c), c => WriteAsync(csv, c), progress, cancel);
            await csv.CompleteAsync();
            await scope.ServiceProvider.GetRequiredService<ReadingRecorder>().ExportAsync(actor, filter.Under, count, file.Name);
            return $"{Ru.Number(count)} {Ru.Plural(count, "запись", "записи", "записей")}";
        });
    }

    private static async Task<int> WriteAsync<TLine>(AuditFilter filter, Func<AuditFilter, CancellationToken, Task<AuditPage<TLine>>> read, Func<TLine, Task> write, IProgress<JobStep> progress, CancellationToken cancel)
    {
        var count = 0;
        for (AuditFilter? next = filter; next is not null;)
        {
            var page = await read(next, cancel);
            foreach (var line in page.Lines)
                await write(line);
            count += page.Lines.Count;
            progress.Report(new JobStep(0, 0, $"Записано {Ru.Number(count)}"));
            next = page.Next is { } before ? filter with { Before = before } : null;
        }
        return count;
    }

    private static async Task WriteAsync(CsvWriter csv, ToldChange told)
    {
        foreach (var line in told.Lines.DefaultIfEmpty())
        {
            await csv.RowAsync();
            Begin(csv, told.Change.Id, told.Change.At, told.Change.Actor, told.Change.UserId, told.Change.Address);
            csv.Text(told.Change.Act);
            csv.Text(told.About);
            csv.Text(told.Organization);
            csv.Identifier(told.Change.OrganizationId);
            csv.Identifier(told.Change.MemberId);
            Write(csv, line);
        }
    }

    private static void Write(CsvWriter csv, RecordChangeLine? line)
    {
        csv.Text(line?.Label);
        csv.Text(line?.Row);
        csv.Text(line?.Was);
        csv.Text(line?.Became);
    }

    private static async Task WriteAsync(CsvWriter csv, ToldReading told)
    {
        var reading = told.Reading;
        await csv.RowAsync();
        Begin(csv, reading.Id, reading.At, reading.Actor, reading.UserId, reading.Address);
        csv.Text(reading.Kind.Label());
        csv.Text(told.Organization);
        csv.Identifier(reading.OrganizationId);
        csv.Identifier(reading.MemberId);
        csv.Number(reading.Count);
        csv.Text(reading.Details);
    }

    private static void Begin(CsvWriter csv, long id, DateTime at, string actor, int? user, string? address)
    {
        csv.Identifier(id);
        csv.DateTime(Ru.ToMoscow(at));
        csv.Text(actor);
        csv.Identifier(user);
        csv.Text(address);
    }
}
