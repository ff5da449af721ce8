using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Organizations;

/// <summary>An organisation offered while a person types.</summary>
/// <param name="Inn">Of an organisation outside the scope: the ИНН it was found by, which its transfer is asked for with.</param>
public sealed record OrganizationHit(int Id, string Name, OrganizationLevel Level, string? RegionCode, string? Inn = null);

/// <summary>An organisation's header as its dialogs begin with it, and how many members are on record in it.</summary>
public sealed record OrganizationCard(int Id, OrganizationLevel Level, OrganizationStatus Status, OrganizationCore Core, int? SuperiorId, int Version, int Members);

/// <summary>Which organisations a question is about; what is not said is not asked.</summary>
/// <param name="Levels">Any of these; empty for any level, the union itself included.</param>
/// <param name="Power">Only where the person has it.</param>
/// <param name="Outside">Not this subtree, by path.</param>
/// <param name="ByInn">One outside the person's scope as well, by its full ИНН.</param>
public sealed record Candidates(IReadOnlyList<OrganizationLevel> Levels, Powers Power = Powers.Read, string? Outside = null, bool ByInn = false);

public sealed class OrganizationSearch(RegistryDatabase database)
{
    public const int Most = 20;

    /// <summary>The first few active organisations whose name or ИНН has what was typed.</summary>
    public async Task<IReadOnlyList<OrganizationHit>> FindAsync(string? text, Candidates among, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var found = OrganizationFilter.Search(context.Organizations.AsNoTracking().Where(o => o.Status == OrganizationStatus.Active), text);
        if (among.Levels.Count > 0)
            found = found.Where(o => among.Levels.Contains(o.Level));
        found = found.Where(context.Actor, among.Power);
        if (among.Outside is { } outside)
            found = found.Where(o => !o.Path.StartsWith(outside));
        var hits = await found.OrderBy(o => o.Level).ThenBy(o => o.ShortName).ThenBy(o => o.Id).Take(Most)
            .Select(o => new OrganizationHit(o.Id, o.ShortName, o.Level, o.RegionCode, null)).ToListAsync(cancel);
        return hits.Count == 0 && among.ByInn && await ByInnAsync(context, text, among, cancel) is { } known ? [known] : hits;
    }

    /// <summary>The one organisation of this ИНН, its own or its institution's: whoever knows all of its digits knows the organisation.</summary>
    private static async Task<OrganizationHit?> ByInnAsync(RegistryContext context, string? text, Candidates among, CancellationToken cancel)
    {
        var inn = text?.Trim() ?? "";
        if (inn.Length is not (10 or 12) || !inn.All(char.IsAsciiDigit))
            return null;
        // Past the scope: only equal to all of the digits, and only the name is told.
        var found = await context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking()
            .Where(o => (o.Inn == inn || o.InstitutionInn == inn) && o.Status == OrganizationStatus.Active && among.Levels.Contains(o.Level))
            .Select(o => new { o.Id, o.ShortName, o.Level, IsOwn = o.Inn == inn }).Take(Most).ToListAsync(cancel);
        // A university's faculties have its ИНН too: then its own organisation is meant, or nobody can say which.
        var meant = found.Count > 1 ? [.. found.Where(o => o.IsOwn)] : found;
        return meant is [var one] ? new OrganizationHit(one.Id, one.ShortName, one.Level, null, inn) : null;
    }

    public async Task<OrganizationCard?> CardAsync(int id)
    {
        await using var context = await database.OpenAsync();
        return await context.Organizations.AsNoTracking().Where(o => o.Id == id)
            .Select(o => new OrganizationCard(o.Id, o.Level, o.Status, new OrganizationCore(o.FullName, o.ShortName, o.RegionCode, o.IsLegalEntity), o.SuperiorId, o.Version,
                o.MemberCounter == null ? 0 : EF.Property<int>(o.MemberCounter, Measures.Total.Column)))
            .SingleOrDefaultAsync();
    }
}
