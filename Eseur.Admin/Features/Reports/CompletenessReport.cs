using System.IO.Compression;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Fields;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Reports;

/// <summary>
/// The workbook of unfilled fields: the summary as on the dashboard, the organisations directly below, and every
/// organisation with its gaps. It is written as it is read; memory does not grow with the registry.
/// </summary>
public sealed class CompletenessReport(RegistryDatabase database, VisibleBoard board, ReferenceStore references, TimeProvider clock)
{
    private const int ProgressStep = 1000;

    /// <exception cref="Domain.RuleBrokenException">The registry has no such organisation.</exception>
    public string FileName(OrganizationFilter filter) => Scope(filter).FileName;

    /// <summary>The summary's figures: of a node straight off the board, of any other list by adding up its own bits.</summary>
    /// <exception cref="Domain.RuleBrokenException">The registry has no such organisation.</exception>
    public async Task<NodeFigures> SumAsync(OrganizationFilter filter, CancellationToken cancel = default)
    {
        if (Scope(filter) is { IsWholeNode: true } scope)
            return scope.Node.Figures;
        await using var context = await database.OpenAsync();
        var sums = new BitSums();
        await foreach (var row in Find(context, filter).Select(o => new { o.Level, o.Counter.Applicable, o.Counter.Missing }).AsAsyncEnumerable().WithCancellation(cancel))
            sums.Add(new GapBits(row.Applicable, row.Missing), row.Level);
        return sums.Figures();
    }

    /// <param name="filter">Which organisations: a node with all below it, or any list of the register.</param>
    /// <param name="output">Written forwards only; stays open.</param>
    /// <returns>How many organisations the list has.</returns>
    /// <exception cref="Domain.RuleBrokenException">The registry has no such organisation.</exception>
    public async Task<int> WriteAsync(OrganizationFilter filter, Stream output, IProgress<JobStep>? progress = null, CompressionLevel level = CompressionLevel.Fastest, CancellationToken cancel = default)
    {
        var scope = Scope(filter);
        var figures = await SumAsync(filter, cancel);
        progress?.Report(new JobStep(0, figures.Total));

        await using var book = await XlsxWriter.StartAsync(output, scope.Title, clock.GetUtcNow(), level, cancel);
        await SummarySheet.WriteAsync(book, scope, figures);
        if (scope.IsWholeNode)
        {
            var children = board.Children(scope.Node.Id);
            if (children.Count > 0)
                await ChildrenSheet.WriteAsync(book, scope, children);
            if (scope.Node.Members.Total > 0)
                await MemberSheets.WriteAsync(book, scope, children);
        }
        var sheet = await OrganizationsSheet.StartAsync(book, scope);
        await using var context = await database.OpenAsync();
        var rows = 0;
        await foreach (var row in ReportRow.From(Find(context, filter)).AsAsyncEnumerable().AheadAsync(cancel))
        {
            // A join for the superior's name would cost as much as the rest of the row; the board has it at hand.
            var superior = row.SuperiorId is { } id && board.TryRead(id, out var above) ? above.Name : null;
            await OrganizationsSheet.WriteAsync(sheet, row with { Chairperson = PersonView.Of(context.Actor, row.Path).Text(row.Chairperson) }, superior, references.Book);
            if (++rows % ProgressStep == 0)
                progress?.Report(new JobStep(rows, Math.Max(rows, figures.Total)));
        }
        await book.CompleteAsync();
        progress?.Report(new JobStep(rows, rows));
        return rows;
    }

    private ReportScope Scope(OrganizationFilter filter) => new(filter, board, clock.GetUtcNow().UtcDateTime, references.Book);

    private IQueryable<Organization> Find(RegistryContext context, OrganizationFilter filter) => filter.Apply(context, board.SubtreePath(filter.Under), references.Book);
}
