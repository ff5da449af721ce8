using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data.Access;

/// <summary>
/// One's own account, but not whether it is closed; an invited one for whoever may give anything; and closing, opening and
/// resetting for whoever could have given all that its owner holds. Nobody sets another's password or e-mail.
/// </summary>
internal static class AccountRules
{
    private static readonly string[] OfOthers =
    [
        nameof(RegistryUser.ClosedAt), nameof(RegistryUser.TwoFactorEnabled), nameof(RegistryUser.SecurityStamp), nameof(RegistryUser.ConcurrencyStamp),
        nameof(RegistryUser.AccessFailedCount), nameof(RegistryUser.LockoutEnd),
    ];

    private static readonly string[] NotOwn = [nameof(RegistryUser.ClosedAt), nameof(RegistryUser.MemberId)];

    public static RuleBrokenException NotYours => new("У этого человека есть доступ, который даёте не вы. Закрыть вход, открыть его или сбросить второй шаг может организация, которая выше всех его мест работы.");

    public static async Task CheckAsync(ComingSave save, EntityEntry entry)
    {
        if (save.IsProgram)
            return;
        var user = (RegistryUser)entry.Entity;
        var may = entry.State switch
        {
            EntityState.Added => user.PasswordHash is null && user.ClosedAt is null && !user.EmailConfirmed && save.Actor.Scope.MayAnywhere(Powers.Give),
            EntityState.Modified when user.Id == save.Actor.UserId => !WriteRules.Changed(entry).Intersect(NotOwn, StringComparer.Ordinal).Any(),
            EntityState.Modified => !WriteRules.Changed(entry).Except(OfOthers, StringComparer.Ordinal).Any() && await save.AnswersForAsync(user.Id),
            _ => false,
        };
        if (!may)
            throw NotYours;
    }
}
