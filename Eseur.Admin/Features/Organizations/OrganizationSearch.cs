using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Organizations;

/// <summary>An organisation offered while a person types.</summary>
public sealed record OrganizationHit(int Id, string Name, OrganizationLevel Level, string? RegionCode);

/// <summary>An organisation's header as its dialogs begin with it, and how many members are on record in it.</summary>
public sealed record OrganizationCard(int Id, OrganizationLevel Level, OrganizationStatus Status, OrganizationCore Core, int? SuperiorId, int Version, int Members);

/// <summary>Which organisations a question is about; what is not said is not asked.</summary>
/// <param name="Levels">Any of these; empty for any level, the union itself included.</param>
/// <param name="Power">Only where the person has it.</param>
/// <param name="Outside">Not this subtree, by path.</param>
public sealed record Candidates(IReadOnlyList<OrganizationLevel> Levels, Powers Power = Powers.Read, string? Outside = null);

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
        return await found.OrderBy(o => o.Level).ThenBy(o => o.ShortName).ThenBy(o => o.Id).Take(Most)
            .Select(o => new OrganizationHit(o.Id, o.ShortName, o.Level, o.RegionCode)).ToListAsync(cancel);
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
