using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>One line of the list of mailings.</summary>
/// <param name="Organization">In whose name, by its short name.</param>
/// <param name="Recipients">Letters queued, those that are not sent included; 0 before the start.</param>
/// <param name="Foreseen">How many were to arrive when they were queued.</param>
public sealed record MailingRow(int Id, string Subject, MailingState State, LetterChannel Channel, MailingAudience Audience, string Author, int OrganizationId, string Organization,
    DateTime CreatedAt, DateTime? StartAt, DateTime? StartedAt, DateTime? EndedAt, int Recipients, int Waiting, int Delivered, int Foreseen)
{
    public Share Arrived => new(Delivered, Recipients);

    public Share Expected => new(Foreseen, Recipients);
}

public sealed record MailingFileRow(int Id, string Name, int Size);

/// <summary>One mailing as its page shows it.</summary>
/// <param name="MayWrite">Whether the acting person may change or send it.</param>
public sealed record MailingDetails(int Id, int OrganizationId, string Organization, string Author, LetterChannel Channel, MailingAudience Audience, string Subject, string Body, MailingState State,
    DateTime CreatedAt, DateTime? StartAt, byte? LocalHour, DateTime? StartedAt, DateTime? EndedAt, int Version, IReadOnlyList<MailingFileRow> Files, bool MayWrite);

/// <summary>Reads mailings; those of organisations that the acting person sees.</summary>
public sealed class MailingList(RegistryDatabase database, VisibleBoard board)
{
    /// <param name="under">In the name of an organisation of this subtree; null for all.</param>
    public async Task<int> CountAsync(int? under = null, MailingState? state = null, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await Find(context, under, state).CountAsync(cancel);
    }

    /// <summary>Drafts first, then the last begun.</summary>
    /// <param name="under">In the name of an organisation of this subtree; null for all.</param>
    public async Task<IReadOnlyList<MailingRow>> PageAsync(int skip, int take, int? under = null, MailingState? state = null, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var page = await Find(context, under, state).OrderBy(m => m.StartedAt != null).ThenByDescending(m => m.StartedAt).ThenByDescending(m => m.Id).Skip(skip).Take(take)
            .Select(m => new { m.Id, m.Subject, m.State, m.Channel, m.Audience, m.Author, m.OrganizationId, m.CreatedAt, m.StartAt, m.StartedAt, m.EndedAt }).ToListAsync(cancel);
        int?[] ids = [.. page.Select(m => (int?)m.Id)];
        var counts = await context.Letters.Where(l => ids.Contains(l.MailingId)).GroupBy(l => l.MailingId).Select(g => new
        {
            g.Key, All = g.Count(), Waiting = g.Count(l => l.State == LetterState.Queued || l.State == LetterState.Sending), Delivered = g.Count(l => l.State == LetterState.Delivered),
            Foreseen = g.Count(l => l.Forecast == Obstacle.None),
        }).ToDictionaryAsync(c => c.Key!.Value, cancel);
        return [.. page.Select(m => counts.GetValueOrDefault(m.Id) is var c
            ? new MailingRow(m.Id, m.Subject, m.State, m.Channel, MailingAudience.Parse(m.Audience), m.Author, m.OrganizationId, NameOf(m.OrganizationId), m.CreatedAt, m.StartAt, m.StartedAt, m.EndedAt, c?.All ?? 0, c?.Waiting ?? 0, c?.Delivered ?? 0, c?.Foreseen ?? 0)
            : null!)];
    }

    /// <returns>Null for a mailing that the acting person may not see.</returns>
    public async Task<MailingDetails?> FindAsync(int id, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        if (await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } m)
            return null;
        var files = await context.Set<MailingFile>().Where(f => f.MailingId == id).OrderBy(f => f.Id).Select(f => new MailingFileRow(f.Id, f.Name, f.Size)).ToListAsync(cancel);
        var mayWrite = await context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.Id == m.OrganizationId, cancel);
        return new MailingDetails(m.Id, m.OrganizationId, NameOf(m.OrganizationId), m.Author, m.Channel, MailingAudience.Parse(m.Audience), m.Subject, m.Body, m.State,
            m.CreatedAt, m.StartAt, m.LocalHour, m.StartedAt, m.EndedAt, m.Version, files, mayWrite);
    }

    private IQueryable<Mailing> Find(RegistryContext context, int? under, MailingState? state)
    {
        var mailings = context.Mailings.AsNoTracking();
        if (under is not null)
        {
            var places = board.SubtreePath(under) is { } path ? context.Organizations.InSubtree(path) : context.Organizations.Where(_ => false);
            mailings = mailings.Where(m => places.Any(o => o.Id == m.OrganizationId));
        }
        return state is { } wanted ? mailings.Where(m => m.State == wanted) : mailings;
    }

    private string NameOf(int organizationId) => board.TryRead(organizationId, out var node) ? node.Name : "";
}
