using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data.Access;

/// <summary>Nobody gives more than they have, to nobody themselves; whoever could give a grant may prolong and end it.</summary>
internal static class GrantRules
{
    public const string NotOneself = "Свой доступ не дают, не продлевают и не прекращают: это делает вышестоящая организация.";

    public static async Task CheckAsync(ComingSave save, EntityEntry entry)
    {
        var grant = (Grant)entry.Entity;
        if (entry.State == EntityState.Deleted)
            throw new InvalidOperationException("Grants are ended, never deleted: the record of who could what stays.");
        if (save.IsProgram)
            return;
        if (entry.Property(nameof(Grant.UserId)).CurrentValue is int user && user == save.Actor.UserId)
            throw new RuleBrokenException(NotOneself);
        Require(entry, save.Actor.Name);
        var path = await save.PathAsync(grant.OrganizationId) ?? throw new RuleBrokenException("Такой организации больше нет в реестре.");
        var scope = save.Actor.Scope;
        if (!scope.Givable(path).Contains(grant.Role))
            throw new RuleBrokenException(WhoElse(grant.Role));
        var lengthens = entry.State == EntityState.Added || entry.Property(nameof(Grant.Until)).IsModified;
        if (lengthens && !scope.MayGive(grant.Role, path, grant.Until))
            throw new RuleBrokenException(TooLong(scope, grant.Role, path));
    }

    /// <summary>Who could do it instead.</summary>
    public static string WhoElse(RegistryRole role) => role is RegistryRole.Administrator or RegistryRole.Auditor
        ? $"Роль «{role.Label()}» даёт и прекращает только администратор. Попросите администратора вышестоящей организации."
        : $"Роль «{role.Label()}» в этой организации даёт и прекращает её вышестоящая организация. Попросите её аппарат или администратора.";

    private static string TooLong(Scope scope, RegistryRole role, string path) => scope.LastDayToGive(role, path) is { } last
        ? $"Ваш собственный доступ действует до {Ru.Date(last)}: дать доступ можно не дальше этого дня. На больший срок его даст вышестоящая организация."
        : WhoElse(role);

    private static void Require(EntityEntry entry, string by)
    {
        var grant = (Grant)entry.Entity;
        if (entry.State == EntityState.Added ? grant.GivenBy != by || grant.EndedAt is not null
            : WriteRules.Changed(entry).Except([nameof(Grant.Until), nameof(Grant.EndedAt), nameof(Grant.EndedBy)], StringComparer.Ordinal).Any()
                || entry.Property(nameof(Grant.EndedAt)).OriginalValue is not null || (grant.EndedAt is not null && grant.EndedBy != by))
            throw new InvalidOperationException("A grant is made, prolonged or ended once, in the acting person's name.");
    }
}
