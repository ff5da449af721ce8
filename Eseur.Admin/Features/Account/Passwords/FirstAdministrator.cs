using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <summary>The one person whom nobody in the registry can invite, so the console does.</summary>
public sealed class FirstAdministrator(UserManager<RegistryUser> users, RegistryContext context, PasswordLetters letters, PublicAddress address, TimeProvider clock)
{
    /// <param name="again">Although there is an administrator already.</param>
    /// <returns>The link to set the first password at; without the registry's own address where no setting tells it.</returns>
    /// <exception cref="StartupException">There is no organisation yet.</exception>
    /// <exception cref="RuleBrokenException">There is an administrator already, or the person needs no invitation.</exception>
    public async Task<string> InviteAsync(string email, string name, bool again, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new RuleBrokenException("--name: нужны фамилия, имя и отчество.");
        if (SignInName.Of(email) is var typed && (typed.Ticket is not null || typed.Problem(byTicket: false) is not null))
            throw new RuleBrokenException($"--email: «{email}» не похоже на адрес электронной почты.");
        context.Actor = Actor.System("Команда invite");
        context.Act = "Приглашён центральный администратор";
        var root = await context.Organizations.Where(o => o.SuperiorId == null).Select(o => (int?)o.Id).FirstOrDefaultAsync(cancel)
            ?? throw new StartupException("Реестр пуст: администратору пока нечем управлять. Сначала загрузите организации.");
        var held = await OpenGrantsAsync(root, cancel);
        if (held.Count > 0 && !again)
            throw new RuleBrokenException("Центральный администратор уже есть: пригласить следующих он может сам, на странице доступа. Если он недоступен, добавьте --again.");
        var user = await FindOrMakeAsync(typed.Text, name.Trim());
        if (!held.Contains(user.Id))
        {
            context.Add(new Grant(user.Id, RegistryRole.Administrator, root, until: null, "Команда invite", clock.GetUtcNow().UtcDateTime));
            await context.SaveChangesAsync(cancel);
        }
        var path = PasswordLetters.Path("sign-in/invitation", user, await letters.InvitationKeyAsync(user));
        return address.Find(path)?.ToString() ?? "/" + path;
    }

    private Task<List<int>> OpenGrantsAsync(int root, CancellationToken cancel) =>
        (from g in context.Grants.Where(Grant.HoldsOn(clock.MoscowToday()))
               where g.Role == RegistryRole.Administrator && g.OrganizationId == root
               join u in context.Users on g.UserId equals u.Id
               where u.ClosedAt == null
               select u.Id).ToListAsync(cancel);

    private async Task<RegistryUser> FindOrMakeAsync(string email, string name)
    {
        if (await users.FindByEmailAsync(email) is { } found)
        {
            return found is { IsInvited: true, ClosedAt: null }
                ? found
                : throw new RuleBrokenException($"Запись {email} уже есть, приглашать её не нужно: новый пароль даёт «Забыли пароль?» на странице входа.");
        }
        var user = new RegistryUser { UserName = email, Email = email, DisplayName = name };
        var made = await users.CreateAsync(user);
        return made.Succeeded ? user : throw new RuleBrokenException(string.Join(" ", made.Errors.Select(e => e.Description)));
    }
}
