using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>
/// Erases whatever tells who a card's person was: in the card, in its photograph and requests, in the account that was linked
/// to it, in passports where the person once was the chairperson, in letters that were sent to any of them, and in the change
/// record of all these. All of it or nothing.
/// </summary>
public sealed class CardEraser(IDbContextFactory<RegistryContext> contexts, AccessBook access, TimeProvider clock)
{
    /// <param name="memberId">Off record.</param>
    /// <param name="by">Who is answerable; they may write where the card is.</param>
    /// <exception cref="RuleBrokenException">The person is on record, leads an organisation, or was erased before.</exception>
    public async Task EraseAsync(int memberId, Actor by, ErasureReason reason, CancellationToken cancel = default)
    {
        // Asked of the person's own scope first: what follows sees everything.
        await using (var own = await contexts.OpenAsync(by, cancel))
        {
            var card = await own.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId, cancel) ?? throw new RuleBrokenException("Такой карточки в реестре нет.");
            await own.RequireAsync(Powers.Write, card);
            await RequireAnswersAsync(own, memberId, by, cancel);
        }
        // What hangs on the person may lie anywhere in the union.
        await using var context = await contexts.OpenAsync(by with { Scope = Scope.Everything }, cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        // Held from the beginning: nobody changes the card meanwhile.
        await context.Members.Where(m => m.Id == memberId).ExecuteUpdateAsync(set => set.SetProperty(m => m.Version, m => m.Version), cancel);
        var member = await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == memberId, cancel) ?? throw new RuleBrokenException("Такой карточки в реестре нет.");
        var organizations = await context.Organizations.WithPassport().Where(o => o.Chairpersons.Any(c => c.MemberId == memberId)).ToListAsync(cancel);
        context.Act = Erasure.ActOf(reason);
        member.Erase(clock.MoscowToday());
        RequireLeadsNothing(organizations, memberId);
        context.RemoveRange(await context.MemberPhotos.Where(p => p.MemberId == memberId).ToListAsync(cancel));
        await context.TransferRequests.Where(r => r.MemberId == memberId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.AskedName, (string?)null).SetProperty(r => r.Reason, (string?)null), cancel);
        var offices = new List<FormerOffice>();
        foreach (var (organization, office) in organizations.SelectMany(o => o.Chairpersons.Where(c => c.MemberId == memberId), (o, c) => (o, c)))
            offices.Add(await FormerOffice.EmptyAsync(context, organization, office, cancel));
        var users = await context.Users.Where(u => u.MemberId == memberId).ToListAsync(cancel);
        foreach (var user in users)
            await EraseAsync(context, user, cancel);
        await context.SaveChangesAsync(cancel);

        // After the save: its own lines may repeat what was emptied, and it may withhold letters.
        await EraseLettersAsync(context, memberId, [.. offices.Select(o => o.RowId)], [.. users.Select(u => u.Id)], cancel);
        await EraseTexts(Lines(context, memberId, [.. users.Select(u => u.Id)]), cancel);
        foreach (var office in offices)
            await EraseTexts(office.Lines(context), cancel);
        await transaction.CommitAsync(cancel);
        users.ForEach(u => access.Forget(u.Id));
    }

    /// <summary>With the card its person's sign-in goes: nobody ends access here that they could not end there.</summary>
    private async Task RequireAnswersAsync(RegistryContext own, int memberId, Actor by, CancellationToken cancel)
    {
        if (by.UserId is null)
            return;
        await using var all = await contexts.OpenAsync(Actor.System("Стирание"), cancel);
        foreach (var user in await all.Users.Where(u => u.MemberId == memberId).Select(u => u.Id).ToListAsync(cancel))
        {
            if (!await own.AnswersForAsync(user, clock.MoscowToday(), cancel))
                throw new RuleBrokenException("У этого человека есть доступ к реестру, который даёте не вы. Сначала его прекращает вышестоящая организация.");
        }
    }

    private static void RequireLeadsNothing(IEnumerable<Organization> organizations, int memberId)
    {
        if (organizations.FirstOrDefault(o => o.Chairpersons.Any(c => c.MemberId == memberId && c.LeftOn is null)) is { } led)
            throw new RuleBrokenException($"Человек записан председателем: «{led.ShortName}». Сначала отметьте в паспорте, что его полномочия прекращены.");
    }

    private async Task EraseAsync(RegistryContext context, RegistryUser user, CancellationToken cancel)
    {
        var (id, now, actor) = (user.Id, clock.GetUtcNow().UtcDateTime, context.Actor!);
        user.DisplayName = Erasure.Nobody;
        user.UserName = $"erased-{id}";
        user.NormalizedUserName = user.UserName.ToUpperInvariant();
        (user.Email, user.NormalizedEmail, user.PhoneNumber, user.PasswordHash, user.MemberId) = (null, null, null, null, null);
        (user.EmailConfirmed, user.TwoFactorEnabled) = (false, false);
        (user.SecurityStamp, user.ConcurrencyStamp) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        user.ClosedAt ??= now;
        foreach (var grant in await context.Grants.Where(g => g.UserId == id && g.EndedAt == null).ToListAsync(cancel))
            grant.End(actor.Name, now);
        await context.UserTokens.Where(t => t.UserId == id).ExecuteDeleteAsync(cancel);
        await context.UserLogins.Where(l => l.UserId == id).ExecuteDeleteAsync(cancel);
        await context.UserClaims.Where(c => c.UserId == id).ExecuteDeleteAsync(cancel);
        await context.UserPasskeys.Where(k => k.UserId == id).ExecuteDeleteAsync(cancel);
        await context.Sessions.Where(s => s.UserId == id).ExecuteDeleteAsync(cancel);
        await context.SavedViews.Where(v => v.UserId == id).ExecuteDeleteAsync(cancel);
        await context.NoticeCauses.Where(c => c.UserId == id).ExecuteDeleteAsync(cancel);
        await context.Notices.Where(n => n.UserId == id).ExecuteDeleteAsync(cancel);
        await context.NoticeSettings.Where(s => s.UserId == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>That a letter was sent, and what became of it, is in the figures and stays; the same as <see cref="Letter.Erase"/>.</summary>
    private async Task EraseLettersAsync(RegistryContext context, int memberId, List<int> offices, List<int> users, CancellationToken cancel)
    {
        var letters = context.Letters.Where(l => (l.RecipientKind == RecipientKind.Member && l.RecipientId == memberId)
            || (l.RecipientKind == RecipientKind.Chairperson && offices.Contains(l.RecipientId)) || (l.RecipientKind == RecipientKind.User && users.Contains(l.RecipientId)));
        await letters.Where(l => l.State == LetterState.Queued).WithholdAsync(Obstacle.NoPerson, clock.GetUtcNow().UtcDateTime, cancel);
        await letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.Name, "").SetProperty(l => l.Address, (string?)null)
            .SetProperty(l => l.Words, (string?)null).SetProperty(l => l.Reason, (string?)null), cancel);
    }

    /// <summary>What the change record says of the card and of the accounts. Of grants and requests it tells numbers and places only.</summary>
    private static IQueryable<ChangeLine> Lines(RegistryContext context, int memberId, List<int> users)
    {
        var changes = context.Changes.Where(c => c.MemberId == memberId || (c.Subject == ChangeSubject.Account && c.SubjectId != null && users.Contains(c.SubjectId.Value)));
        return context.Set<ChangeLine>().Where(l => changes.Any(c => c.Id == l.ChangeId));
    }

    /// <summary>The texts and what could help to guess them; the digest stays, and the chain of seals holds.</summary>
    private static Task<int> EraseTexts(IQueryable<ChangeLine> lines, CancellationToken cancel) => lines.Where(l => l.Row != null || l.Was != null || l.Became != null)
        .ExecuteUpdateAsync(set => set.SetProperty(l => l.Row, (string?)null).SetProperty(l => l.Was, (string?)null)
            .SetProperty(l => l.Became, (string?)null).SetProperty(l => l.Salt, (byte[]?)null), cancel);

    /// <summary>A line of a passport that said the person once led the organisation.</summary>
    private sealed record FormerOffice(int OrganizationId, int RowId, List<string> Names)
    {
        private static readonly List<string> Keys = [.. ChairpersonTab.Chairpersons.Fields.Select(f => f.Key)];

        public static async Task<FormerOffice> EmptyAsync(RegistryContext context, Organization organization, Chairperson office, CancellationToken cancel)
        {
            var told = await OfPassport(context, organization.Id).Where(l => l.RowId == office.Id && l.Field == ChairpersonTab.Name.Key).Select(l => new { l.Was, l.Became }).ToListAsync(cancel);
            var former = new FormerOffice(organization.Id, office.Id, [.. told.SelectMany(t => new[] { t.Was, t.Became }).Append(office.Name).OfType<string>().Distinct()]);
            foreach (var field in ChairpersonTab.Chairpersons.Fields.Where(f => f.IsPersonal))
                office.Fill(field, field.Required ? Erasure.Nobody : null);
            return former;
        }

        /// <summary>A new line had no number when it was written down: it is known by its name alone.</summary>
        public IQueryable<ChangeLine> Lines(RegistryContext context) =>
            OfPassport(context, OrganizationId).Where(l => l.RowId == RowId || (l.RowId == null && l.Row != null && Names.Contains(l.Row)));

        private static IQueryable<ChangeLine> OfPassport(RegistryContext context, int organizationId) => context.Set<ChangeLine>()
            .Where(l => Keys.Contains(l.Field) && context.Changes.Any(c => c.Id == l.ChangeId && c.OrganizationId == organizationId && c.MemberId == null));
    }
}
