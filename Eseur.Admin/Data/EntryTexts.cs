using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>What a coming save changes of one entity, as texts for the change record.</summary>
internal static class EntryTexts
{
    public static bool IsChanged(this EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    /// <param name="entry">An entity about to be saved.</param>
    /// <param name="catalogue">Whose fields its properties are.</param>
    /// <param name="nameOther">How a property that is no field is called in history; null for one that is not told.</param>
    public static IEnumerable<(string Field, string? Was, string? Became)> Changed(EntityEntry entry, Catalogue catalogue, Func<string, string?> nameOther)
    {
        foreach (var property in entry.Properties.Where(p => Differs(entry, p)))
        {
            var field = catalogue.FieldOf(entry.Entity.GetType(), property.Metadata.Name);
            if ((field?.Key ?? nameOther(property.Metadata.Name)) is not { } name)
                continue;
            yield return (name,
                entry.State == EntityState.Added ? null : Text(field, property.OriginalValue),
                entry.State == EntityState.Deleted ? null : Text(field, property.CurrentValue));
        }
    }

    public static bool Differs(EntityEntry entry, PropertyEntry property) => entry.State switch
    {
        EntityState.Added => property.CurrentValue is not null,
        EntityState.Deleted => property.OriginalValue is not null,
        _ => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue),
    };

    private static string? Text(Field? field, object? value) => field is null ? CoreFields.Text(value) : field.Kind.Format(value);
}
