using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>An organisation about to be saved with those of its rows that changed.</summary>
internal sealed record TouchedOrganization(EntityEntry<Organization> Entry, IReadOnlyList<EntityEntry> Parts)
{
    public static List<TouchedOrganization> Among(IEnumerable<EntityEntry> entries)
    {
        var all = entries.ToList();
        var parts = all.Where(e => e.Entity is PassportRow or Exemption && e.IsChanged()).ToLookup(OwnerId);
        var organizations = all.Where(e => e.Entity is Organization).Select(e => e.Context.Entry((Organization)e.Entity)).ToList();
        if (parts.Select(p => p.Key).Except(organizations.Select(KeyOf)).Take(1).ToList() is [var alone])
            throw new InvalidOperationException($"Rows of organisation {alone} changed without it: load it WithPassport().");
        return [.. organizations
            .Where(e => e.IsChanged() || parts.Contains(KeyOf(e)))
            .Select(e => new TouchedOrganization(e, [.. parts[KeyOf(e)]]))];
    }

    public IEnumerable<ChangeLine> Lines() =>
        EntryTexts.Changed(Entry, Catalogue.Passport, property => CoreFields.Labels.ContainsKey(property) ? property : null)
            .Select(c => new ChangeLine(c.Field, null, c.Was, c.Became)).Concat(Parts.SelectMany(PartLines));

    private static IEnumerable<ChangeLine> PartLines(EntityEntry part) => part.Entity switch
    {
        PassportRow row => EntryTexts.Changed(part, Catalogue.Passport, _ => null)
            .Select(c => new ChangeLine(c.Field, Catalogue.Passport.RowSetOf(row).Name(row), c.Was, c.Became, row.Id > 0 ? row.Id : null)),
        Exemption e => [part.State == EntityState.Deleted ? new ChangeLine(e.GapKey, null, "Не относится: " + e.Reason, null) : new ChangeLine(e.GapKey, null, null, "Не относится: " + e.Reason)],
        _ => [],
    };

    private static int KeyOf(EntityEntry<Organization> entry) => entry.Property(o => o.Id).CurrentValue;

    private static int OwnerId(EntityEntry part)
    {
        var owner = part.Property(nameof(PassportRow.OrganizationId));
        return (int)(part.State == EntityState.Deleted ? owner.OriginalValue : owner.CurrentValue)!;
    }
}
