using System.IO.Compression;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Domain.Completeness;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Reports;

/// <summary>How far a report has come.</summary>
public readonly record struct ReportProgress(int Done, int Total);

/// <summary>
/// The workbook of unfilled fields: the summary as on the dashboard, the organisations directly below, and every
/// organisation with its gaps. It is written as it is read; memory does not grow with the registry.
/// </summary>
public sealed class CompletenessReport(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, ReferenceStore references, TimeProvider clock)
{
    private const int ProgressStep = 1000;

    /// <param name="filter">Which organisations: a node with all below it, or any list of the register.</param>
    /// <param name="output">Written forwards only; stays open.</param>
    public async Task WriteAsync(OrganizationFilter filter, Stream output, IProgress<ReportProgress>? progress = null, CompressionLevel level = CompressionLevel.Fastest, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var path = board.PathTo(filter.Under ?? board.RootId);
        var scope = new ReportScope(filter, path, clock.MoscowToday(), references.Book);
        var organizations = filter.Apply(context, board.SubtreePath(filter.Under), references.Book);
        var total = await SumAsync(organizations, cancel);

        await using var book = await XlsxWriter.StartAsync(output, scope.Title, clock.GetUtcNow(), level, cancel);
        await SummarySheet.WriteAsync(book, scope, total);
        if (scope.IsWholeNode && board.Children(path[^1].Id) is { Count: > 0 } children)
            await ChildrenSheet.WriteAsync(book, scope, children);
        var rows = 0;
        var sheet = await OrganizationsSheet.StartAsync(book, scope);
        await foreach (var row in ReportRow.From(organizations).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await OrganizationsSheet.WriteAsync(sheet, row, ++rows, references.Book);
            if (rows % ProgressStep == 0)
                progress?.Report(new ReportProgress(rows, total.Total));
        }
        await book.CompleteAsync();
        progress?.Report(new ReportProgress(rows, rows));
    }

    /// <summary>Sums the list's own bits: for a node these are the board's numbers, for a filtered list no board has them.</summary>
    private static async Task<NodeFigures> SumAsync(IQueryable<Domain.Organizations.Organization> organizations, CancellationToken cancel)
    {
        var sums = new BitSums();
        await foreach (var row in organizations.Select(o => new { o.Level, o.Counter.Applicable, o.Counter.Missing }).AsAsyncEnumerable().WithCancellation(cancel))
            sums.Add(new GapBits(row.Applicable, row.Missing), row.Level);
        return sums.Figures();
    }
}
