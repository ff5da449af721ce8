using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <param name="Lines">Newest first.</param>
/// <param name="Next">Where older ones begin; null where there are none.</param>
public sealed record AuditPage<TLine>(IReadOnlyList<TLine> Lines, AuditPlace? Next);

/// <summary>Reads the record for auditors, a page at a time: millions of lines are never counted.</summary>
public sealed class AuditLog(RegistryDatabase database, IDbContextFactory<RegistryContext> contexts, ReferenceStore references, CompletenessBoard board, TimeProvider clock)
{
    /// <summary>How far back, in days, a search that no index helps goes when nobody says from which day.</summary>
    public const int ScanDays = 90;

    /// <summary>The first day that is really looked through; null for all of them.</summary>
    public DateOnly? Since(AuditFilter filter) => filter.From ?? (filter.IsScan ? (filter.To ?? clock.MoscowToday()).AddDays(-ScanDays) : null);

    public async Task<AuditPage<ToldChange>> ChangesAsync(AuditFilter filter, int take, CancellationToken cancel = default)
    {
        await using var context = await OpenAsync();
        var changes = Days(context.Changes.AsNoTracking().Include(c => c.Lines), filter, c => c.At);
        if (filter.Subject is { } subject)
            changes = changes.Where(c => c.Subject == subject);
        if (filter.Card is { } card)
            changes = changes.Where(c => c.MemberId == card || (c.Subject == ChangeSubject.Request && context.TransferRequests.Any(r => r.Id == c.SubjectId && r.MemberId == card)));
        if (Places(filter) is { } places)
            changes = changes.Where(c => c.OrganizationId != null && places.Contains(c.OrganizationId.Value));
        if (Spellings(filter.Actor) is var (a, b, d))
            changes = changes.Where(c => c.Actor.Contains(a) || c.Actor.Contains(b) || c.Actor.Contains(d));
        if (filter.Address is { } address)
            changes = changes.Where(c => c.Address != null && c.Address.StartsWith(address));
        if (Spellings(filter.Text) is var (x, y, z))
        {
            changes = changes.Where(c => c.Act.Contains(x) || c.Act.Contains(y) || c.Act.Contains(z) || c.Lines.Any(l =>
                l.Row!.Contains(x) || l.Row.Contains(y) || l.Row.Contains(z) || l.Was!.Contains(x) || l.Was.Contains(y) || l.Was.Contains(z) || l.Became!.Contains(x) || l.Became.Contains(y) || l.Became.Contains(z)));
        }
        if (filter.Before is var (at, id))
            changes = changes.Where(c => c.At <= at && (c.At < at || c.Id < id));
        var found = await changes.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(take + 1).AsSplitQuery().ToListAsync(cancel);
        return new AuditPage<ToldChange>(await ChangeWords.TellAsync(contexts, references.Book, [.. found.Take(take)], cancel), found.Count > take ? new AuditPlace(found[take - 1].At, found[take - 1].Id) : null);
    }

    public async Task<AuditPage<ToldReading>> ReadingsAsync(AuditFilter filter, int take, CancellationToken cancel = default)
    {
        await using var context = await OpenAsync();
        var readings = Days(context.Readings.AsNoTracking(), filter, r => r.At);
        if (filter.Kind is { } kind)
            readings = readings.Where(r => r.Kind == kind);
        if (filter.Card is { } card)
            readings = readings.Where(r => r.MemberId == card);
        if (Places(filter) is { } places)
            readings = readings.Where(r => r.OrganizationId != null && places.Contains(r.OrganizationId.Value));
        if (Spellings(filter.Actor) is var (a, b, d))
            readings = readings.Where(r => r.Actor.Contains(a) || r.Actor.Contains(b) || r.Actor.Contains(d));
        if (filter.Address is { } address)
            readings = readings.Where(r => r.Address != null && r.Address.StartsWith(address));
        if (Spellings(filter.Text) is var (x, y, z))
            readings = readings.Where(r => r.Details!.Contains(x) || r.Details.Contains(y) || r.Details.Contains(z));
        if (filter.Before is var (at, id))
            readings = readings.Where(r => r.At <= at && (r.At < at || r.Id < id));
        var found = await readings.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(take + 1).ToListAsync(cancel);
        var names = await ChangeWords.OrganizationsAsync(contexts, found.Select(r => r.OrganizationId).OfType<int>(), cancel);
        return new AuditPage<ToldReading>([.. found.Take(take).Select(r => new ToldReading(r, r.OrganizationId is { } place ? names.GetValueOrDefault(place) : null))],
            found.Count > take ? new AuditPlace(found[take - 1].At, found[take - 1].Id) : null);
    }

    /// <summary>The latest seal of the chain; null before the first.</summary>
    public async Task<Seal?> LastSealAsync(SealChain chain, CancellationToken cancel = default)
    {
        // Seals tell of nobody; they are hidden from people only because no page had a use for them.
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        return await context.Seals.AsNoTracking().Where(s => s.Chain == chain).OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The organisation's name for a filter; null where the person may not audit or there is none.</summary>
    public async Task<string?> NameAsync(int organizationId, CancellationToken cancel = default)
    {
        await using var own = await database.OpenAsync();
        return own.Actor is { } actor && board.SubtreePath(organizationId) is { } path && actor.Scope.May(Powers.Audit, path)
            ? (await ChangeWords.OrganizationsAsync(contexts, [organizationId], cancel)).GetValueOrDefault(organizationId) : null;
    }

    /// <summary>Only by the right to audit: who reads organisations elsewhere by another role does not read their record by it.</summary>
    private async Task<RegistryContext> OpenAsync()
    {
        var context = await database.OpenAsync();
        if (context.Actor is { Scope.IsEverything: false } actor)
            context.Actor = actor with { Scope = Scope.Of(actor.Scope.Reaches.Where(r => r.Role.Allows().HasFlag(Powers.Audit))) };
        return context;
    }

    private IQueryable<TLine> Days<TLine>(IQueryable<TLine> lines, AuditFilter filter, System.Linq.Expressions.Expression<Func<TLine, DateTime>> at)
    {
        if (Since(filter) is { } from)
            lines = lines.Where(Compare(at, Ru.MoscowMidnight(from), isFrom: true));
        return filter.To is { } to ? lines.Where(Compare(at, Ru.MoscowMidnight(to.AddDays(1)), isFrom: false)) : lines;
    }

    private static System.Linq.Expressions.Expression<Func<TLine, bool>> Compare<TLine>(System.Linq.Expressions.Expression<Func<TLine, DateTime>> at, DateTime moment, bool isFrom)
    {
        System.Linq.Expressions.Expression<Func<DateTime>> given = () => moment;
        var compared = isFrom ? System.Linq.Expressions.Expression.GreaterThanOrEqual(at.Body, given.Body) : System.Linq.Expressions.Expression.LessThan(at.Body, given.Body);
        return System.Linq.Expressions.Expression.Lambda<Func<TLine, bool>>(compared, at.Parameters);
    }

    // The board knows every tree; which of its lines are shown is the context's own filter.
    private int[]? Places(AuditFilter filter) => filter.Under is not { } under || under == board.RootId ? null : board.SubtreePath(under) is null ? [] : [.. board.Subtree(under)];

    /// <summary>SQLite compares Russian letters as they are written: the three usual spellings stand in for any.</summary>
    private static (string Typed, string Lower, string Capital)? Spellings(string? text) =>
        text is null ? null : (text, text.ToLower(CultureInfo.CurrentCulture), Ru.Sentence(text.ToLower(CultureInfo.CurrentCulture)));
}
