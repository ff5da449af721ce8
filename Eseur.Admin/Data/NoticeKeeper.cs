using Eseur.Admin.Features.Notices;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>
/// What people are to be told of a save: one row more in its own transaction. Whom to tell is looked up afterwards, and what
/// the program does by itself is told by whatever part of it does so. Letters leave the house, so no values and no names
/// stand in a cause: only what kind of thing it is, and where to read the rest.
/// </summary>
internal sealed class NoticeKeeper(NoticeRhythm rhythm, TimeProvider clock)
{
    /// <summary>A passport changed by somebody who is at home elsewhere.</summary>
    public void TellOfPassport(RegistryContext context, Actor actor, EntityEntry<Organization> entry, IReadOnlyList<ChangeLine> lines)
    {
        var organization = entry.Entity;
        if (actor.UserId is null || entry.State == EntityState.Added || lines.Count == 0 || actor.Scope.Reaches.Any(r => r.OrganizationId == organization.Id))
            return;
        var text = NoticeText.Of([
            new NoticeLine("Это сделал человек из другой организации, чаще всего вышестоящей. Что изменено:"),
            .. lines.Select(l => NameOf(l.Field)).Distinct().Select(name => new NoticeLine(name)),
        ]);
        Add(context, NoticeKind.PassportChanged, actor, "Паспорт вашей организации изменён", text, $"organizations/{organization.Id}/history", organization.Id, after: rhythm.Gather);
    }

    public void TellOfGrant(RegistryContext context, Actor actor, EntityEntry entry)
    {
        var grant = (Grant)entry.Entity;
        // Whoever has no password yet gets an invitation, which says it all.
        var isInvitation = entry.State == EntityState.Added && context.Coming.Any(e => e.Entity is Features.Account.RegistryUser { IsInvited: true } user && user.Id == grant.UserId);
        if (actor.UserId is null || isInvitation)
            return;
        var role = $"Роль: {grant.Role.Label()}.";
        var until = grant.Until is { } last ? $"Последний день: {Ru.Date(last)}." : "Без срока.";
        var (title, text) = entry.State == EntityState.Added ? ("Вам дан доступ", NoticeText.Of(role, until))
            : entry.Property(nameof(Grant.EndedAt)).IsModified ? ("Ваш доступ прекращён", NoticeText.Of(role, "Если это ошибка, обратитесь в вышестоящую организацию."))
            : ("Срок вашего доступа изменён", NoticeText.Of(role, until));
        Add(context, NoticeKind.AccessChanged, actor, title, text, "account", grant.OrganizationId, grant.UserId);
    }

    public void TellOfRequest(RegistryContext context, Actor actor, EntityEntry entry)
    {
        var request = (TransferRequest)entry.Entity;
        if (entry.State == EntityState.Added)
        {
            var asks = request.AskedByGiver ? "Другая организация передаёт вам человека, который состоит у неё на учёте." : "Другая организация просит перевести к ней человека, который состоит на учёте у вас.";
            Add(context, NoticeKind.TransferAsked, actor, "Запрос о переводе ждёт ответа", NoticeText.Of(asks, "О ком речь, написано на странице запросов."), "transfers", request.DeciderId);
        }
        else if (request.State is TransferState.Accepted or TransferState.Refused && entry.Property(nameof(TransferRequest.State)).IsModified)
        {
            var (title, text) = request.State == TransferState.Accepted
                ? ("Перевод принят", "Ваш запрос о переводе приняли: человек теперь на учёте в новой организации.")
                : ("В переводе отказано", "На ваш запрос о переводе ответили отказом. Причина написана на странице запросов.");
            Add(context, NoticeKind.TransferAnswered, actor, title, NoticeText.Of(text), "transfers", request.AskerId);
        }
    }

    /// <summary>Nobody answered: it can no longer come true.</summary>
    /// <param name="why">One of the program's own sentences.</param>
    public static NoticeCause OfClosedRequest(int? actor, int asker, string why, DateTime at) =>
        new(NoticeKind.TransferAnswered, at, "Запрос о переводе закрыт", NoticeText.Of("Ваш запрос о переводе закрыт без ответа.", why), "transfers") { OrganizationId = asker, ActorId = actor };

    private void Add(RegistryContext context, NoticeKind kind, Actor actor, string title, string text, string link, int organizationId, int? userId = null, TimeSpan after = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        context.Add(new NoticeCause(kind, now, title, text, link) { OrganizationId = organizationId, UserId = userId, ActorId = actor.UserId, DueAt = now + after });
    }

    private static string NameOf(string field)
    {
        if (Catalogue.Passport.Field(field) is { } known)
            return Catalogue.Passport.TabOf(known) is { } tab ? $"{known.Label} (вкладка «{tab.Title}»)" : known.Label;
        if (Catalogue.Passport.Gap(field) is { } gap)
            return $"{gap.Title} (вкладка «{Catalogue.Passport.TabOf(gap).Title}»)";
        return CoreFields.Labels.GetValueOrDefault(field, "Сведения об организации");
    }
}
