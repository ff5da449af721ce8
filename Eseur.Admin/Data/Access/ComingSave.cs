using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Eseur.Admin.Data.Access;

/// <summary>One save as its rules see it: who saves, what else goes along, and what they have to look up.</summary>
/// <param name="today">Moscow time.</param>
internal sealed class ComingSave(RegistryContext context, Actor actor, IReadOnlyList<EntityEntry> entries, DateOnly today, CancellationToken cancel)
{
    public Actor Actor => actor;

    public bool IsProgram => actor.Scope.IsEverything;

    public bool Saves(int organizationId) => Has<Organization>(organizationId);

    public bool Has<TEntity>(int id)
        where TEntity : class => entries.Any(e => e.Entity is TEntity && (int)e.Property("Id").CurrentValue! == id);

    public EntityEntry Owner(EntityEntry part, IForeignKey ownership)
    {
        var key = ownership.Properties.Select(p => part.Property(p.Name).CurrentValue).ToList();
        return context.ChangeTracker.Entries().First(e => e.Metadata == ownership.PrincipalEntityType
            && ownership.PrincipalKey.Properties.Select(p => e.Property(p.Name).CurrentValue).SequenceEqual(key, StructuralEquality.Instance));
    }

    /// <summary>Where the union itself stands; null while there is none.</summary>
    public Task<string?> RootPathAsync() => AllOrganizations.Where(o => o.SuperiorId == null).Select(o => o.Path).SingleOrDefaultAsync(cancel);

    public Task<string?> PathAsync(int organizationId) => AllOrganizations.Where(o => o.Id == organizationId).Select(o => o.Path).SingleOrDefaultAsync(cancel);

    public async Task<bool> AnswersForAsync(int userId) => userId == actor.UserId || await context.AnswersForAsync(userId, today, cancel);

    // A rule asks about places that the acting person may be unable to read: the answer is yes or no, and nothing of them is shown.
    private IQueryable<Organization> AllOrganizations => context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking();

    /// <summary>Keys may be bytes.</summary>
    private sealed class StructuralEquality : IEqualityComparer<object?>
    {
        public static readonly StructuralEquality Instance = new();

        bool IEqualityComparer<object?>.Equals(object? x, object? y) => System.Collections.StructuralComparisons.StructuralEqualityComparer.Equals(x, y);

        int IEqualityComparer<object?>.GetHashCode(object? obj) => obj?.GetHashCode() ?? 0;
    }
}
