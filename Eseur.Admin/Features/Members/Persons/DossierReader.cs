using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>Gathers all that is held on one person, for whoever may read the card's person, and writes down that it was given out.</summary>
public sealed class DossierReader(RegistryDatabase database, IDbContextFactory<RegistryContext> contexts, CompletenessBoard board, ReferenceStore references, ReadingRecorder recorder, TimeProvider clock)
{
    private static readonly Actor Registry = Actor.System("Досье");

    /// <returns>Null for a card that is not there, or whose person is hidden from the acting one.</returns>
    public async Task<Dossier?> ReadAsync(int memberId, CancellationToken cancel = default)
    {
        if (await ReaderAsync(memberId, cancel) is not var (actor, organizationId))
            return null;
        // The person's own data lie in places where the acting one has no business: other organisations, the account.
        await using var context = await contexts.OpenAsync(Registry, cancel);
        var member = await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == memberId, cancel);
        // Written before anything is given, and waited for: this reading may not be lost.
        await recorder.DossierAsync(actor, memberId, organizationId);

        return new Dossier(Dossier.FormatNow, Now, actor.Name, Card(member), await PhotoAsync(context, memberId, cancel), Memberships(member),
            await ConsentsAsync(context, member, cancel), [.. member.Tickets.Select(Ticket)], await RequestsAsync(context, memberId, cancel), await OfficesAsync(context, memberId, cancel),
            await AccountsAsync(context, memberId, cancel), await LettersAsync(context, memberId, cancel), await ChangesAsync(context, memberId, cancel), await ReadingsAsync(context, memberId, cancel));
    }

    private ReferenceBook Book => references.Book;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<(Actor Actor, int OrganizationId)?> ReaderAsync(int memberId, CancellationToken cancel)
    {
        await using var context = await database.OpenAsync();
        if (context.Actor is not { } actor)
            return null;
        var place = await context.Organizations.Where(actor, Powers.ReadPersons).Where(o => context.Members.Any(m => m.Id == memberId && m.OrganizationId == o.Id))
            .Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);
        return place is { } id ? (actor, id) : null;
    }

    private DossierCard Card(Member member) => new(member.Id, member.Version, member.FullName, NameOf(member.OrganizationId), member.ErasedOn,
        [.. Catalogue.Card.Tabs.Select(t => new DossierTab(t.Key, t.Title, Fields(t.Fields, member)))]);

    private IReadOnlyList<DossierField> Fields(IEnumerable<Field> fields, object owner) =>
        [.. fields.Select(f => (Field: f, Text: Filled(f.Text(owner)))).Select(f => new DossierField(f.Field.Key, f.Field.Label, f.Text, f.Text is null ? null : f.Field.Shown(f.Text, Book)))];

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static async Task<DossierPhoto?> PhotoAsync(RegistryContext context, int memberId, CancellationToken cancel) =>
        await context.MemberPhotos.AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == memberId, cancel) is { } photo ? new DossierPhoto(photo.ContentType, photo.Content) : null;

    private IReadOnlyList<DossierMembership> Memberships(Member member)
    {
        var past = member.Memberships.OrderBy(m => m.Until).ThenBy(m => m.Id).Select(m => new DossierMembership(NameOf(m.OrganizationId), m.Since, m.Until, Book.Label(ReferenceLists.OffReason, m.Reason)));
        return member.IsOnRecord ? [.. past, new DossierMembership(NameOf(member.OrganizationId), member.OnRecordSince, null, null)] : [.. past];
    }

    private async Task<IReadOnlyList<DossierConsent>> ConsentsAsync(RegistryContext context, Member member, CancellationToken cancel)
    {
        var texts = await context.ConsentTexts.AsNoTracking().ToDictionaryAsync(t => t.Version, t => t.Body, cancel);
        var past = member.PastConsents.OrderBy(c => c.Until).ThenBy(c => c.Id).Select(c => Consent(c.Given, c.Until, c.Withdrawn, c.Channel, c.Text));
        return member.ConsentOn is { } on ? [.. past, Consent(on, null, false, member.ConsentChannel, member.ConsentText)] : [.. past];

        DossierConsent Consent(DateOnly given, DateOnly? until, bool withdrawn, string? channel, string? version) =>
            new(given, until, withdrawn, channel is null ? null : Book.Label(ReferenceLists.ConsentChannel, channel), version, version is null ? null : texts.GetValueOrDefault(version));
    }

    private static DossierTicket Ticket(Ticket t) => new(TicketNumber.Format(t.Number), t.IsPlastic, t.IsVirtual, t.State.Label(), t.OrderedOn, t.IssuedOn, t.EndedOn);

    private async Task<IReadOnlyList<DossierRequest>> RequestsAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var requests = await context.TransferRequests.AsNoTracking().Where(r => r.MemberId == memberId).OrderBy(r => r.AskedAt).ToListAsync(cancel);
        return [.. requests.Select(r => new DossierRequest(NameOf(r.FromId), NameOf(r.ToId), r.AskedBy, r.AskedAt, DossierWords.Of(r.State), r.DecidedBy, r.DecidedAt, r.Reason))];
    }

    private async Task<IReadOnlyList<DossierOffice>> OfficesAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var offices = await context.Set<Chairperson>().AsNoTracking().Where(c => c.MemberId == memberId).OrderBy(c => c.Id).ToListAsync(cancel);
        return [.. offices.Select(o => new DossierOffice(NameOf(o.OrganizationId), Fields(ChairpersonTab.Chairpersons.Fields, o)))];
    }

    private async Task<IReadOnlyList<DossierAccount>> AccountsAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var accounts = new List<DossierAccount>();
        foreach (var user in await context.Users.AsNoTracking().Where(u => u.MemberId == memberId).OrderBy(u => u.Id).ToListAsync(cancel))
        {
            var grants = await context.Grants.AsNoTracking().Where(g => g.UserId == user.Id).OrderBy(g => g.GivenAt).ToListAsync(cancel);
            var sessions = await context.Sessions.AsNoTracking().Where(s => s.UserId == user.Id).OrderBy(s => s.StartedAt).ToListAsync(cancel);
            accounts.Add(new DossierAccount(user.DisplayName, user.Email, user.PhoneNumber, user.ClosedAt, user.PasswordHash is not null, user.TwoFactorEnabled,
                [.. grants.Select(g => new DossierGrant(g.Role.Label(), NameOf(g.OrganizationId), g.GivenAt, g.GivenBy, g.Until, g.EndedAt))],
                [.. sessions.Select(s => new DossierSession(s.StartedAt, s.SeenAt, s.EndedAt, s.Device, s.Address))]));
        }
        return accounts;
    }

    private async Task<IReadOnlyList<DossierChange>> ChangesAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var changes = await context.Changes.AsNoTracking().Include(c => c.Lines).Where(c => c.MemberId == memberId).OrderBy(c => c.Version).ThenBy(c => c.Id).ToListAsync(cancel);
        return [.. changes.Select(c => new DossierChange(c.At, c.Actor, c.Act, [.. c.Lines.Select(l => RecordHistory.Tell(Catalogue.Card, l, Book, FindName))]))];
    }

    private static async Task<IReadOnlyList<DossierLetter>> LettersAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var letters = await context.Letters.AsNoTracking().Where(l => (l.RecipientKind == RecipientKind.Member && l.RecipientId == memberId)
                || (l.RecipientKind == RecipientKind.Chairperson && context.Set<Chairperson>().Any(c => c.Id == l.RecipientId && c.MemberId == memberId))
                || (l.RecipientKind == RecipientKind.User && context.Users.Any(u => u.Id == l.RecipientId && u.MemberId == memberId)))
            .OrderBy(l => l.Id).Select(l => new { Letter = l, Subject = context.Mailings.Where(m => m.Id == l.MailingId).Select(m => m.Subject).SingleOrDefault() }).ToListAsync(cancel);
        return [.. letters.Select(l => new DossierLetter(l.Letter.SentAt ?? l.Letter.CreatedAt, l.Letter.Channel.Label(), l.Subject ?? DossierWords.Of(l.Letter.Kind), l.Letter.Address, DossierWords.Of(l.Letter), l.Letter.Reason))];
    }

    private static async Task<IReadOnlyList<DossierReading>> ReadingsAsync(RegistryContext context, int memberId, CancellationToken cancel)
    {
        var readings = await context.Readings.AsNoTracking().Where(r => r.MemberId == memberId).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancel);
        return [.. readings.Select(r => new DossierReading(r.At, r.Actor, DossierWords.Of(r.Kind), r.Details))];
    }

    private string NameOf(int organization) => FindName(organization) ?? $"организация № {organization}";

    private string? FindName(int organization) => board.TryRead(organization, out var node) ? node.Name : null;
}
