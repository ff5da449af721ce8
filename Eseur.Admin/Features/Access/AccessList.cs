using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Access;

/// <summary>One person of the list.</summary>
public sealed record AccessRow(int UserId, string Name, string Email, AccessState State, IReadOnlyList<GrantRow> Grants);

/// <summary>A grant as pages show it.</summary>
/// <param name="Until">The last day, Moscow time.</param>
/// <param name="MayChange">Whether the acting person may prolong and end it.</param>
public sealed record GrantRow(int Id, RegistryRole Role, int OrganizationId, string Organization, DateOnly? Until, string GivenBy, DateTime GivenAt, string? EndedBy, DateTime? EndedAt, bool Holds, bool MayChange);

/// <summary>The people who hold, or held, something where the acting person gives access.</summary>
public sealed class AccessList(RegistryDatabase database, VisibleBoard board, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>A page of people, and how many there are on all pages.</summary>
    public async Task<(IReadOnlyList<AccessRow> Rows, int Total)> ReadAsync(AccessFilter filter)
    {
        await using var context = await database.OpenAsync();
        var today = clock.MoscowToday();
        var people = People(context, filter, today).OrderBy(u => u.DisplayName).ThenBy(u => u.Id);
        var (ids, total) = filter.Query is { } text
            ? Page(Matching(await people.Select(u => new Person(u.Id, u.DisplayName, u.Email ?? "")).ToListAsync(), text), filter.Page)
            : (await people.Select(u => u.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(), await people.CountAsync());
        return (await RowsAsync(context, ids, today), total);
    }

    private IQueryable<RegistryUser> People(RegistryContext context, AccessFilter filter, DateOnly today)
    {
        var places = context.Organizations.Where(context.Actor, Powers.Give);
        if (filter.Under is { } under)
            places = board.SubtreePath(under) is { } path ? places.InSubtree(path) : places.Where(_ => false);
        var grants = context.Grants.Where(g => places.Any(o => o.Id == g.OrganizationId));
        if (filter.Role is { } role)
            grants = grants.Where(g => g.Role == role);
        var open = grants.Where(Grant.HoldsOn(today));
        if (filter.EndsSoon)
            open = open.Where(g => g.Until != null && g.Until <= today.AddMonths(1));
        var users = context.Users.AsNoTracking();
        return filter.State switch
        {
            AccessState.Closed => users.Where(u => grants.Any(g => g.UserId == u.Id) && (u.ClosedAt != null || !open.Any(g => g.UserId == u.Id))),
            AccessState.Invited => users.Where(u => u.ClosedAt == null && u.PasswordHash == null && open.Any(g => g.UserId == u.Id)),
            AccessState.Working => users.Where(u => u.ClosedAt == null && u.PasswordHash != null && open.Any(g => g.UserId == u.Id)),
            _ => users.Where(u => u.ClosedAt == null && open.Any(g => g.UserId == u.Id)),
        };
    }

    /// <summary>In memory: databases differ in what they know of Cyrillic letters.</summary>
    private static List<int> Matching(List<Person> people, string text)
    {
        var words = SearchText.Words(text);
        var email = text.Trim();
        return [.. people.Where(p => p.Email.Contains(email, StringComparison.OrdinalIgnoreCase) || (words.Length > 0 && HasAll(SearchText.Of(p.Name), words))).Select(p => p.Id)];
    }

    private static bool HasAll(string name, string[] words) => words.All(w => name.Contains(w, StringComparison.Ordinal));

    private static (List<int> Ids, int Total) Page(List<int> found, int page) => ([.. found.Skip((page - 1) * PageSize).Take(PageSize)], found.Count);

    private static async Task<IReadOnlyList<AccessRow>> RowsAsync(RegistryContext context, List<int> ids, DateOnly today)
    {
        var users = await context.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName, u.Email, u.ClosedAt, Invited = u.PasswordHash == null }).ToDictionaryAsync(u => u.Id);
        var grants = (await context.GrantRowsAsync(g => ids.Contains(g.UserId), today)).ToLookup(g => g.UserId, g => g.Row);
        return [.. ids.Where(users.ContainsKey).Select(id => users[id]).Select(u => new AccessRow(u.Id, u.DisplayName, u.Email ?? "",
            u.ClosedAt is not null || !grants[u.Id].Any(g => g.Holds) ? AccessState.Closed : u.Invited ? AccessState.Invited : AccessState.Working,
            [.. grants[u.Id]]))];
    }

    private sealed record Person(int Id, string Name, string Email);
}

internal static class GrantQueries
{
    /// <summary>Those that the context's actor may see, the holding ones first.</summary>
    public static async Task<IReadOnlyList<(int UserId, GrantRow Row)>> GrantRowsAsync(this RegistryContext context, System.Linq.Expressions.Expression<Func<Grant, bool>> which, DateOnly today)
    {
        var found = await (from g in context.Grants.AsNoTracking().Where(which)
                           join o in context.Organizations on g.OrganizationId equals o.Id into place
                           from o in place.DefaultIfEmpty()
                           select new { Grant = g, Name = o == null ? "" : o.ShortName, Path = o == null ? "" : o.Path }).ToListAsync();
        var (scope, self) = (context.Actor?.Scope ?? Scope.Nothing, context.Actor?.UserId);
        return [.. found.OrderByDescending(f => f.Grant.Holds(today)).ThenBy(f => f.Path.Length).ThenByDescending(f => f.Grant.EndedAt ?? f.Grant.GivenAt).Select(f => (f.Grant.UserId,
            new GrantRow(f.Grant.Id, f.Grant.Role, f.Grant.OrganizationId, f.Name, f.Grant.Until, f.Grant.GivenBy, f.Grant.GivenAt, f.Grant.EndedBy, f.Grant.EndedAt,
                f.Grant.Holds(today), f.Grant.EndedAt is null && f.Grant.UserId != self && f.Path.Length > 0 && scope.Givable(f.Path).Contains(f.Grant.Role))))];
    }
}
