using System.IO.Compression;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Csv;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Fields;
using Eseur.Admin.Shared.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Export;

/// <summary>
/// Members with every field of their cards, to Excel (on as many sheets as it takes) or to CSV. Rows are written as they are
/// read; two and a half million of them take no more memory than a thousand.
/// </summary>
public sealed class MemberExport(RegistryDatabase database, VisibleBoard board, ReferenceStore references, ICurrentActor current, TimeProvider clock)
{
    private const int ProgressStep = 1000;

    /// <summary>A longer list is put in order by whoever opens it; here it is written in the order of cards, which the disk reads in a row.</summary>
    private const int LongestOrdered = 100_000;

    /// <param name="ids">Cards in the order of the table.</param>
    /// <param name="output">Written forwards only; stays open.</param>
    /// <returns>How many rows were written; cards that are no more are left out.</returns>
    public async Task<int> WriteExcelAsync(int[] ids, Stream output, IProgress<JobStep>? progress = null, CompressionLevel level = CompressionLevel.Fastest, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var book = await XlsxWriter.StartAsync(output, MemberTable.Name, now, level, cancel);
        var sheet = await book.AddSheetAsync(new XlsxTable(MemberTable.Name, MemberTable.Columns)
        {
            Title = $"{MemberTable.Name}, {Ru.Date(Ru.MoscowDay(now.UtcDateTime))}",
            FrozenColumns = 1,
        });
        var rows = await WriteAsync(sheet, ids, progress, cancel);
        await book.CompleteAsync();
        return rows;
    }

    /// <inheritdoc cref="WriteExcelAsync"/>
    public async Task<int> WriteCsvAsync(int[] ids, Stream output, IProgress<JobStep>? progress = null, CancellationToken cancel = default)
    {
        using var csv = new CsvWriter(output, [.. MemberTable.Columns.Select(c => c.Heading)], cancel);
        var rows = await WriteAsync(csv, ids, progress, cancel);
        await csv.CompleteAsync();
        return rows;
    }

    private async Task<int> WriteAsync(IRowWriter table, int[] ids, IProgress<JobStep>? progress, CancellationToken cancel)
    {
        var ordered = ids;
        if (ids.Length > LongestOrdered)
            Array.Sort(ordered = [.. ids]);
        var actor = await current.GetAsync();
        var rows = 0;
        progress?.Report(new JobStep(0, ids.Length, "Выгружаем"));
        await foreach (var row in MemberRows.ReadAsync(database, ordered, cancel).AheadAsync(cancel))
        {
            var organization = board.TryRead(row.Member.OrganizationId, out var found) ? found : null;
            var superior = organization?.SuperiorId is { } id && board.TryRead(id, out var above) ? above.Name : null;
            await table.RowAsync();
            MemberTable.Write(table, row, organization?.Name, superior, references.Book, PersonView.Of(actor, board.SubtreePath(row.Member.OrganizationId)));
            if (++rows % ProgressStep == 0)
                progress?.Report(new JobStep(rows, Math.Max(rows, ids.Length), "Выгружаем"));
        }
        progress?.Report(new JobStep(rows, rows, "Выгружаем"));
        return rows;
    }
}
