namespace Eseur.Domain.Organizations;

/// <summary>Anything but <see cref="Active"/> leaves numerators and denominators alike.</summary>
public enum OrganizationStatus { Active = 0, Reorganized = 1, Liquidated = 2 }

public static class OrganizationStatuses
{
    public static string Label(this OrganizationStatus status) => status switch
    {
        OrganizationStatus.Active => "Действует",
        OrganizationStatus.Reorganized => "Реорганизована",
        OrganizationStatus.Liquidated => "Ликвидирована",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
