using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>
/// Gives each operation a context of its own, acting for the scope's person. A circuit never keeps one:
/// what it shows must not grow stale with it.
/// </summary>
public sealed class RegistryDatabase(IDbContextFactory<RegistryContext> contexts, ICurrentActor current)
{
    public async Task<RegistryContext> OpenAsync()
    {
        var actor = await current.GetAsync();
        var context = await contexts.CreateDbContextAsync();
        context.Actor = actor;
        return context;
    }
}

public static class RegistryContexts
{
    /// <summary>A context for <paramref name="actor"/>: background work and commands say by name who reads and writes.</summary>
    public static async Task<RegistryContext> OpenAsync(this IDbContextFactory<RegistryContext> contexts, Actor actor, CancellationToken cancel = default)
    {
        var context = await contexts.CreateDbContextAsync(cancel);
        context.Actor = actor;
        return context;
    }
}

/// <summary>Where the acting person comes from: the sign-in on a page, a name on the command line.</summary>
public interface ICurrentActor
{
    /// <summary>As last read: pages that only draw do not wait.</summary>
    Actor? Now { get; }

    ValueTask<Actor?> GetAsync();
}

/// <summary>A fixed actor, for commands and background work.</summary>
public sealed class FixedActor(Actor actor) : ICurrentActor
{
    public Actor? Now => actor;

    public ValueTask<Actor?> GetAsync() => ValueTask.FromResult<Actor?>(actor);
}

public static class PassportQueries
{
    /// <summary>An organisation with everything its gaps are counted from. Saving one that was loaded in part is refused.</summary>
    public static IQueryable<Organization> WithPassport(this IQueryable<Organization> organizations) => organizations
        .Include(o => o.Counter).Include(o => o.Chairpersons).Include(o => o.Activists).Include(o => o.Staff).Include(o => o.Addresses)
        .Include(o => o.Phones).Include(o => o.SocialPages).Include(o => o.Events).Include(o => o.Exemptions)
        .AsSplitQuery();
}

public static class CardQueries
{
    /// <summary>A card with all that its rules ask about. The photograph stays where it is.</summary>
    public static IQueryable<Member> WithCard(this IQueryable<Member> members) => members
        .Include(m => m.Memberships).Include(m => m.PastConsents).Include(m => m.Tickets).AsSplitQuery();
}
