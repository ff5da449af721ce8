using Eseur.Domain.Changes;
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
        var parts = all.Where(e => e.Entity is PassportRow or Exemption && IsChanged(e)).ToLookup(OwnerId);
        var organizations = all.Where(e => e.Entity is Organization).Select(e => e.Context.Entry((Organization)e.Entity)).ToList();
        if (parts.Select(p => p.Key).Except(organizations.Select(KeyOf)).Take(1).ToList() is [var alone])
            throw new InvalidOperationException($"Rows of organisation {alone} changed without it: load it WithPassport().");
        return [.. organizations
            .Where(e => IsChanged(e) || parts.Contains(KeyOf(e)))
            .Select(e => new TouchedOrganization(e, [.. parts[KeyOf(e)]]))];
    }

    public IEnumerable<ChangeLine> Lines()
    {
        var own = Entry.Properties.Where(p => Differs(Entry, p)).Select(p => (Property: p, Label: LineName(typeof(Organization), p.Metadata.Name)))
            .Where(x => x.Label is not null)
            .Select(x => new ChangeLine(x.Label!, null, Was(Entry, x.Property), Became(Entry, x.Property)));
        return own.Concat(Parts.SelectMany(PartLines));
    }

    private static IEnumerable<ChangeLine> PartLines(EntityEntry part) => part.Entity switch
    {
        PassportRow row => part.Properties.Where(p => Differs(part, p)).Select(p => (Property: p, Name: LineName(row.GetType(), p.Metadata.Name)))
            .Where(x => x.Name is not null)
            .Select(x => new ChangeLine(x.Name!, PassportCatalogue.RowSetOf(row).Name(row), Was(part, x.Property), Became(part, x.Property), row.Id > 0 ? row.Id : null)),
        Exemption e => [part.State == EntityState.Deleted ? new ChangeLine(e.GapKey, null, "Не относится: " + e.Reason, null) : new ChangeLine(e.GapKey, null, null, "Не относится: " + e.Reason)],
        _ => [],
    };

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static int KeyOf(EntityEntry<Organization> entry) => entry.Property(o => o.Id).CurrentValue;

    private static int OwnerId(EntityEntry part)
    {
        var owner = part.Property(nameof(PassportRow.OrganizationId));
        return (int)(part.State == EntityState.Deleted ? owner.OriginalValue : owner.CurrentValue)!;
    }

    private static bool Differs(EntityEntry entry, PropertyEntry property) => entry.State switch
    {
        EntityState.Added => property.CurrentValue is not null,
        EntityState.Deleted => property.OriginalValue is not null,
        _ => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue),
    };

    /// <summary>The field's key, the core property's own name, or null for what is not told in history.</summary>
    private static string? LineName(Type owner, string property) =>
        PassportCatalogue.FieldOf(owner, property)?.Key ?? (owner == typeof(Organization) && CoreFields.Labels.ContainsKey(property) ? property : null);

    private static string? Was(EntityEntry entry, PropertyEntry property) =>
        entry.State == EntityState.Added ? null : Text(entry, property, property.OriginalValue);

    private static string? Became(EntityEntry entry, PropertyEntry property) =>
        entry.State == EntityState.Deleted ? null : Text(entry, property, property.CurrentValue);

    private static string? Text(EntityEntry entry, PropertyEntry property, object? value) =>
        PassportCatalogue.FieldOf(entry.Entity.GetType(), property.Metadata.Name) is { } field ? field.Kind.Format(value) : CoreFields.Text(value);
}
