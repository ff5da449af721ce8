using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data;

/// <summary>The change record of everything that is neither a passport nor a card: grants, accounts, reference lists, requests.</summary>
internal sealed class OtherKeeper(NoticeKeeper notices, TimeProvider clock)
{
    /// <summary>Whether a save makes rows that can only be told of once the database has numbered them.</summary>
    public static bool NumbersLater(IEnumerable<EntityEntry> entries) => entries.Any(IsNumberedLater);

    /// <summary>Whose changes are recorded, here or with a passport or a card.</summary>
    public static bool Records(Type type) => typeof(PassportRow).IsAssignableFrom(type) || Recorded.Contains(type);

    private static readonly HashSet<Type> Recorded =
    [
        typeof(Organization), typeof(Exemption), typeof(Member), typeof(Ticket), typeof(Membership), typeof(PastConsent), typeof(MemberPhoto),
        typeof(Grant), typeof(TransferRequest), typeof(Mailing), typeof(ReferenceItem), typeof(ConsentText), typeof(RegistryUser), typeof(IdentityUserToken<int>),
        typeof(IdentityUserPasskey<int>), typeof(IdentityPasskeyData), typeof(IdentityUserClaim<int>), typeof(IdentityUserLogin<int>),
    ];

    public void Record(RegistryContext context)
    {
        var entries = context.Coming.Where(e => e.IsChanged()).ToList();
        if (entries.Find(e => !Records(e.Metadata.ClrType) && !OtherFields.Unrecorded.Contains(e.Metadata.ClrType)) is { } unknown)
            throw new InvalidOperationException($"Nobody has said whether changes of {unknown.Metadata.ClrType.Name} are recorded: see {nameof(OtherFields)}.");
        foreach (var entry in entries)
        {
            switch (entry.Entity)
            {
                case Grant grant:
                    Add(context, entry, ChangeSubject.Grant, () => grant.Id, grant.OrganizationId, GrantAct(entry), Lines(entry, ChangeSubject.Grant));
                    notices.TellOfGrant(context, Acting(context), entry);
                    break;
                case TransferRequest request:
                    Add(context, entry, ChangeSubject.Request, () => request.Id, request.AskerId, entry.State == EntityState.Added ? "Запрошен перевод" : "Ответ на запрос о переводе", Lines(entry, ChangeSubject.Request));
                    notices.TellOfRequest(context, Acting(context), entry);
                    break;
                // What a draft says is typed by and by; that it goes out is an act.
                case Mailing mailing when entry.State == EntityState.Deleted || entry.Property(nameof(Mailing.State)).IsModified:
                    Add(context, entry, ChangeSubject.Mailing, () => mailing.Id, mailing.OrganizationId, $"Рассылка: {mailing.State.Label().ToLowerInvariant()}", Lines(entry, ChangeSubject.Mailing));
                    break;
                default:
                    break;
            }
        }
        RecordReferences(context, entries);
        foreach (var account in entries.Where(e => AccountOf(e) is not null).GroupBy(AccountOf))
            RecordAccount(context, account.Key!.Value, [.. account]);
    }

    /// <summary>The lines of one save stand together: a new registry's first lists are one act, not two hundred.</summary>
    private void RecordReferences(RegistryContext context, List<EntityEntry> entries)
    {
        var changed = entries.FindAll(e => e.Entity is ReferenceItem or ConsentText);
        if (changed.Count == 0)
            return;
        var lines = changed.SelectMany(e => Lines(e, ChangeSubject.Reference, e.Entity is ReferenceItem item ? $"{ReferenceLists.Titles.GetValueOrDefault(item.List, item.List)}: {item.Code}" : $"Согласие {((ConsentText)e.Entity).Version}")).ToList();
        var act = changed.TrueForAll(e => e.State == EntityState.Added) ? "Добавлено в справочники" : "Изменён справочник";
        Add(context, changed[0], ChangeSubject.Reference, () => changed is [{ Entity: ReferenceItem only }] ? only.Id : null, null, act, lines);
    }

    private void RecordAccount(RegistryContext context, int userId, List<EntityEntry> entries)
    {
        var user = entries.Find(e => e.Entity is RegistryUser);
        var act = user?.State switch { EntityState.Added => "Заведён вход", EntityState.Deleted => "Удалён вход", _ => "Изменён вход" };
        var lines = entries.SelectMany(e => e.Entity is RegistryUser ? Lines(e, ChangeSubject.Account) : PartLines(e)).ToList();
        if (lines.Count > 0)
            Add(context, user ?? entries[0], ChangeSubject.Account, () => (user?.Entity as RegistryUser)?.Id ?? userId, null, act, lines);
    }

    private void Add(RegistryContext context, EntityEntry entry, ChangeSubject subject, Func<int?> id, int? organizationId, string act, List<ChangeLine> lines)
    {
        var actor = Acting(context);
        var words = context.Act == RegistryContext.PassportChanged ? act : context.Act;
        var at = clock.GetUtcNow().UtcDateTime;
        if (IsNumberedLater(entry))
            context.TellLater(Make);
        else
            context.Add(Make());

        Change Make() => Change.Of(subject, id(), organizationId, actor.Name, at, words, lines).From(actor.UserId, actor.Address);
    }

    private static Actor Acting(RegistryContext context) => context.Actor ?? throw new InvalidOperationException("A context without an actor cannot save.");

    private static bool IsNumberedLater(EntityEntry entry) => entry is { State: EntityState.Added, Entity: Grant or RegistryUser or TransferRequest or ReferenceItem or ConsentText };

    private static string GrantAct(EntityEntry grant) => grant.State switch
    {
        EntityState.Added => "Дан доступ",
        _ when grant.Property(nameof(Grant.EndedAt)).IsModified => "Прекращён доступ",
        _ => "Изменён доступ",
    };

    private static int? AccountOf(EntityEntry entry) => entry.Entity switch
    {
        RegistryUser => (int)entry.Property(nameof(RegistryUser.Id)).CurrentValue!,
        IdentityUserToken<int> token => token.UserId,
        IdentityUserPasskey<int> passkey => passkey.UserId,
        IdentityUserClaim<int> claim => claim.UserId,
        IdentityUserLogin<int> login => login.UserId,
        // Its own key is its owner's; a counter in it moves with every sign-in, a name only when the person gives another.
        IdentityPasskeyData data => entry.Context.ChangeTracker.Entries<IdentityUserPasskey<int>>().FirstOrDefault(p => p.State == EntityState.Unchanged && ReferenceEquals(p.Entity.Data, data))?.Entity.UserId,
        _ => null,
    };

    private static List<ChangeLine> Lines(EntityEntry entry, ChangeSubject subject, string? row = null) =>
    [
        .. entry.Properties.Where(p => OtherFields.Label(subject, p.Metadata.Name) is not null && EntryTexts.Differs(entry, p)).Select(p => OtherFields.Secrets.Contains(p.Metadata.Name)
            ? Hidden(p.Metadata.Name, null, entry.State)
            : new ChangeLine(p.Metadata.Name, row, entry.State == EntityState.Added ? null : OtherFields.Text(p.OriginalValue), entry.State == EntityState.Deleted ? null : OtherFields.Text(p.CurrentValue))),
    ];

    private static IEnumerable<ChangeLine> PartLines(EntityEntry part) => part.Entity switch
    {
        IdentityUserToken<int> token => [Hidden(OtherFields.Token, token.Name, part.State)],
        IdentityUserPasskey<int> passkey when part.State != EntityState.Modified => [Hidden(OtherFields.Passkey, passkey.Data?.Name, part.State)],
        IdentityPasskeyData when part.Property(nameof(IdentityPasskeyData.Name)) is { IsModified: true } name => [new ChangeLine(OtherFields.Passkey, null, (string?)name.OriginalValue, (string?)name.CurrentValue)],
        IdentityUserClaim<int> claim => [Hidden(OtherFields.Claim, claim.ClaimType, part.State)],
        IdentityUserLogin<int> login => [Hidden(OtherFields.Login, login.LoginProvider, part.State)],
        _ => [],
    };

    private static ChangeLine Hidden(string field, string? row, EntityState state) =>
        new(field, row, null, state switch { EntityState.Added => "задано", EntityState.Deleted => "удалено", _ => "изменено" });
}
