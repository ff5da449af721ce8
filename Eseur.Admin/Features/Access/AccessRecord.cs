using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;

namespace Eseur.Admin.Features.Access;

/// <summary>Lines of the change record about grants and accounts. Names stand in the lines, which an erasure can empty.</summary>
public static class AccessRecord
{
    /// <summary>How the fields of these lines are called on pages.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Grant.Role)] = "Роль",
        [nameof(Grant.Until)] = "Последний день доступа",
        [nameof(Grant.EndedAt)] = "Доступ",
        [nameof(RegistryUser.ClosedAt)] = "Вход",
        [nameof(RegistryUser.TwoFactorEnabled)] = "Второй шаг входа",
        [nameof(RegistryUser.PasswordHash)] = "Приглашение",
    };

    public static Change Given(Grant grant, string person, Actor actor) => OfGrant(grant, actor, grant.GivenAt, "Дан доступ",
    [
        new ChangeLine(nameof(Grant.Role), person, null, grant.Role.Label()),
        .. grant.Until is null ? [] : new[] { new ChangeLine(nameof(Grant.Until), person, null, Day(grant.Until)) },
    ]);

    public static Change Prolonged(Grant grant, DateOnly? was, string person, Actor actor, DateTime at) =>
        OfGrant(grant, actor, at, "Изменён срок доступа", [new ChangeLine(nameof(Grant.Until), person, Day(was), Day(grant.Until))]);

    public static Change Ended(Grant grant, string person, Actor actor) =>
        OfGrant(grant, actor, grant.EndedAt!.Value, "Прекращён доступ", [new ChangeLine(nameof(Grant.EndedAt), person, grant.Role.Label(), "прекращён")]);

    /// <param name="organizationId">Where the person works or worked: who may read the record follows from it.</param>
    public static Change OfAccount(RegistryUser user, int? organizationId, Actor actor, DateTime at, string act, string field, string was, string became) =>
        Change.Of(ChangeSubject.Account, user.Id, organizationId, actor.Name, at, act, [new ChangeLine(field, user.DisplayName, was, became)]).From(actor.UserId, actor.Address);

    private static Change OfGrant(Grant grant, Actor actor, DateTime at, string act, IEnumerable<ChangeLine> lines) =>
        Change.Of(ChangeSubject.Grant, grant.Id, grant.OrganizationId, actor.Name, at, act, lines).From(actor.UserId, actor.Address);

    private static string Day(DateOnly? day) => day is { } known ? Ru.Date(known) : "без срока";
}
