using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Eseur.Admin.Features.Access;

/// <summary>Gives, prolongs and ends grants. Whether the acting person may is asked by the save itself.</summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class AccessActs(RegistryDatabase database, AccessBook book, ILookupNormalizer names, IOptions<IdentityOptions> identity, TimeProvider clock)
{
    /// <summary>Whose the e-mail is, if it is somebody within the acting person's sight; null for a new one.</summary>
    /// <exception cref="RuleBrokenException">Nobody may be invited there from here; whose it is is not told.</exception>
    public async Task<PersonAccess?> KnownAsync(string email)
    {
        await using var context = await database.OpenAsync();
        return await FindAsync(context, email) is { } user
            ? new PersonAccess(user.Id, user.DisplayName, user.Email ?? "", user.IsInvited, user.ClosedAt, user.Id == context.Actor?.UserId, Answers: false, HasSecondFactor: false,
                [.. (await context.GrantRowsAsync(g => g.UserId == user.Id, clock.MoscowToday())).Select(g => g.Row).Where(g => g.Holds)])
            : null;
    }

    /// <summary>Gives the role to whoever has the e-mail, or makes an account for it and sends the invitation.</summary>
    /// <returns>The person's identifier.</returns>
    public Task<int> InviteAsync(Invitee invitee) => SaveAsync(async context =>
    {
        var user = await FindAsync(context, invitee.Email) ?? await AddAsync(context, invitee);
        await GiveAsync(context, user, invitee.Role, invitee.OrganizationId, invitee.Until);
        return user;
    });

    /// <summary>Gives one more role to a person who is in sight.</summary>
    public Task<int> GiveAsync(int userId, RegistryRole role, int organizationId, DateOnly? until) => SaveAsync(async context =>
    {
        var user = await context.Users.SingleOrDefaultAsync(u => u.Id == userId) ?? throw NoSuchPerson;
        await GiveAsync(context, user, role, organizationId, until);
        return user;
    });

    /// <param name="until">The last day; null for no end.</param>
    public Task ProlongAsync(int grantId, DateOnly? until) => ChangeAsync(grantId, (grant, _) =>
    {
        RequireFuture(until);
        grant.Prolong(until);
    });

    public Task EndAsync(int grantId) => ChangeAsync(grantId, (grant, actor) => grant.End(actor.Name, Now));

    /// <summary>
    /// Ends what former chairpersons of the organisation hold there and gives the same to the one elected, all or nothing.
    /// </summary>
    public Task<int> HandOverAsync(Invitee elected) => SaveAsync(async context =>
    {
        context.Act = "Доступ председателя передан";
        var user = await FindAsync(context, elected.Email) ?? await AddAsync(context, elected);
        var held = await context.Grants.Where(Grant.HoldsOn(clock.MoscowToday())).Where(g => g.OrganizationId == elected.OrganizationId && g.Role == RegistryRole.Chairperson).ToListAsync();
        foreach (var grant in held.Where(g => g.UserId != user.Id))
            grant.End(context.Actor!.Name, Now);
        if (!held.Exists(g => g.UserId == user.Id))
            await GiveAsync(context, user, RegistryRole.Chairperson, elected.OrganizationId, elected.Until);
        else
            await context.SaveChangesAsync();
        return user;
    });

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static RuleBrokenException NoSuchPerson => new("Такого человека среди тех, кому вы даёте доступ, нет. Обновите страницу.");

    private async Task GiveAsync(RegistryContext context, RegistryUser user, RegistryRole role, int organizationId, DateOnly? until)
    {
        RequireFuture(until);
        if (user.ClosedAt is not null)
            throw new RuleBrokenException("Вход этому человеку закрыт. Сначала откройте его на странице человека.");
        var place = await context.Organizations.AsNoTracking().Where(o => o.Id == organizationId).Select(o => new { o.Status }).SingleOrDefaultAsync()
            ?? throw new RuleBrokenException("Такой организации больше нет в реестре. Выберите другую.");
        if (place.Status != OrganizationStatus.Active)
            throw new RuleBrokenException("Эта организация уже не действует. Выберите ту, в которой человек работает.");
        if (await context.Grants.Where(Grant.HoldsOn(clock.MoscowToday())).AnyAsync(g => g.UserId == user.Id && g.Role == role && g.OrganizationId == organizationId))
            throw new RuleBrokenException("Эта роль в этой организации у человека уже есть. Если меняется срок, измените его на странице человека.");
        context.Add(new Grant(user.Id, role, organizationId, until, context.Actor!.Name, Now));
        await context.SaveChangesAsync();
    }

    private async Task ChangeAsync(int grantId, Action<Grant, Actor> change)
    {
        int? user = null;
        await TryAsync(async context =>
        {
            var grant = await context.Grants.SingleOrDefaultAsync(g => g.Id == grantId) ?? throw new RuleBrokenException("Этого доступа больше нет, или его даёте не вы. Обновите страницу.");
            change(grant, context.Actor!);
            await context.SaveChangesAsync();
            user = grant.UserId;
        });
        book.Forget(user!.Value);
    }

    /// <summary>Saves in one transaction; then others hear of it and the letter goes, to those who have no password yet.</summary>
    private async Task<int> SaveAsync(Func<RegistryContext, Task<RegistryUser>> act)
    {
        RegistryUser user = null!;
        var ended = new List<int>();
        await TryAsync(async context =>
        {
            // Two people give at once: the second has to see what the first gave.
            await using var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
            user = await act(context);
            if (user.IsInvited)
                context.Add(PasswordLetters.Queued(user, LetterKind.Invitation, Now));
            await context.SaveChangesAsync();
            await transaction.CommitAsync();
            ended.AddRange(context.ChangeTracker.Entries<Grant>().Select(e => e.Entity.UserId));
        });
        ended.ForEach(book.Forget);
        return user.Id;
    }

    private async Task TryAsync(Func<RegistryContext, Task> act)
    {
        await using var context = await database.OpenAsync();
        if (context.Actor is null)
            throw new RuleBrokenException("Вы вышли из реестра. Войдите и повторите.");
        try
        {
            await act(context);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("Этот доступ тем временем изменил кто-то другой. Обновите страницу и посмотрите, что получилось.");
        }
        catch (DbUpdateException e) when (e.InnerException is DbException)
        {
            throw new RuleBrokenException("В эту же минуту то же самое сделал кто-то другой. Обновите страницу и посмотрите, что получилось.");
        }
    }

    /// <summary>Null for an e-mail that nobody has.</summary>
    private async Task<RegistryUser?> FindAsync(RegistryContext context, string email)
    {
        var normal = names.NormalizeEmail(email);
        if (await context.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normal) is { } seen)
            return seen;
        // Only whether it is taken is asked here: whoever works elsewhere is not shown to those who do not give it.
        if (await context.Users.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AnyAsync(u => u.NormalizedEmail == normal))
            throw new RuleBrokenException("Пригласить по этому адресу отсюда нельзя. Проверьте адрес; если он верен, попросите дать доступ вышестоящую организацию.");
        return null;
    }

    /// <summary>An account without a password: its owner sets one by the letter.</summary>
    private async Task<RegistryUser> AddAsync(RegistryContext context, Invitee invitee)
    {
        // Such an account could be made here, and its owner could never set a password.
        if (!invitee.Email.All(c => identity.Value.User.AllowedUserNameCharacters.Contains(c, StringComparison.Ordinal)))
            throw new RuleBrokenException("С этим e-mail войти не получится: нужен адрес из латинских букв и цифр. Спросите у человека другой.");
        var user = new RegistryUser
        {
            UserName = invitee.Email, NormalizedUserName = names.NormalizeName(invitee.Email), Email = invitee.Email, NormalizedEmail = names.NormalizeEmail(invitee.Email),
            DisplayName = invitee.Name, SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true, MemberId = await CardAsync(context, invitee.Email),
        };
        context.Add(user);
        await context.SaveChangesAsync();
        return user;
    }

    /// <summary>The card that the ticket's number will lead from: the one card with this e-mail among those the giver reads; null for none and for several.</summary>
    private static async Task<int?> CardAsync(RegistryContext context, string email)
    {
        var shown = context.Organizations.Where(context.Actor, Powers.ReadPersons);
        var found = await context.Members.Where(m => m.Email == email && m.OffRecordOn == null && shown.Any(o => o.Id == m.OrganizationId))
            .Select(m => m.Id).Take(2).ToListAsync();
        return found is [var only] && !await context.Users.IgnoreQueryFilters([RegistryContext.ScopeFilter]).AnyAsync(u => u.MemberId == only) ? only : null;
    }

    private void RequireFuture(DateOnly? until)
    {
        if (until < clock.MoscowToday())
            throw new RuleBrokenException("Этот день уже прошёл. Укажите последний день доступа не раньше сегодняшнего.");
    }
}
