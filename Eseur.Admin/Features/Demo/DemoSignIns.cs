using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Demo;

/// <summary>One demo sign-in, as it is printed when the registry starts.</summary>
public sealed record DemoSignIn(string Email, string Who);

/// <summary>
/// Six people, one of each role, to look around as. Their password is known to everyone who has read this file,
/// so they are never made in production.
/// </summary>
public sealed class DemoSignIns(IServiceScopeFactory scopes, IHostEnvironment environment, TimeProvider clock)
{
    public const string Password = "profsoyuz-2026";

    private const string Apparatus = "apparat@demo.eseur";
    private const string Chairperson = "predsedatel@demo.eseur";
    private const string Analyst = "analitik@demo.eseur";
    private const string Figures = "pokazateli@demo.eseur";
    private const string Administrator = "admin@demo.eseur";
    private const string Auditor = "audit@demo.eseur";

    /// <summary>Makes those that are missing; none in production.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (environment.IsProduction())
            return;
        await using var scope = scopes.CreateScope(Actor.System("Демонстрация"));
        var organizations = scope.ServiceProvider.GetRequiredService<RegistryContext>().Organizations.AsNoTracking();
        var root = await organizations.SingleAsync(o => o.Level == OrganizationLevel.Nation, cancel);
        var led = await LedOrganizationAsync(organizations, cancel);
        await EnsureAsync(scope, Apparatus, "Орлова Анна Викторовна", RegistryRole.Apparatus, root.Id, cancel);
        await EnsureAsync(scope, Analyst, "Ким Сергей Андреевич", RegistryRole.PersonalAnalyst, root.Id, cancel);
        await EnsureAsync(scope, Figures, "Лебедева Нина Павловна", RegistryRole.Analyst, root.Id, cancel);
        await EnsureAsync(scope, Chairperson, led.CurrentChairperson!.Name, RegistryRole.Chairperson, led.Id, cancel);
        await EnsureAsync(scope, Administrator, "Фролов Игорь Петрович", RegistryRole.Administrator, root.Id, cancel);
        await EnsureAsync(scope, Auditor, "Белова Ирина Олеговна", RegistryRole.Auditor, root.Id, cancel);
    }

    /// <summary>The sign-ins that exist, with where each works; none in production.</summary>
    public async Task<IReadOnlyList<DemoSignIn>> ListAsync(CancellationToken cancel)
    {
        if (environment.IsProduction())
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        string[] emails = [Apparatus, Chairperson, Analyst, Figures, Administrator, Auditor];
        var found = await (from u in context.Users
                           join g in context.Grants on u.Id equals g.UserId
                           join o in context.Organizations on g.OrganizationId equals o.Id
                           where emails.Contains(u.Email) && g.EndedAt == null
                           select new { u.Email, g.Role, o.ShortName }).ToListAsync(cancel);
        return [.. found.OrderBy(f => Array.IndexOf(emails, f.Email)).Select(f => new DemoSignIn(f.Email!, $"{f.Role.Label()}, {f.ShortName}"))];
    }

    /// <summary>A primary organisation with a chairperson and enough gaps to show what closing them is like.</summary>
    private static async Task<Organization> LedOrganizationAsync(IQueryable<Organization> organizations, CancellationToken cancel)
    {
        var primary = organizations.WithPassport().Where(o => o.Level == OrganizationLevel.Primary && o.Chairpersons.Any(c => c.LeftOn == null)).OrderBy(o => o.Id);
        var candidates = await primary.Take(200).ToListAsync(cancel);
        return candidates.FirstOrDefault(o => o.Counter.Bits.MissingCount >= 5) ?? candidates[0];
    }

    private async Task EnsureAsync(AsyncServiceScope scope, string email, string name, RegistryRole role, int organizationId, CancellationToken cancel)
    {
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();

        if (await users.FindByEmailAsync(email) is not null)
            return;
        var user = new RegistryUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name };
        var made = await users.CreateAsync(user, Password);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(" ", made.Errors.Select(e => e.Description)));
        var context = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        context.Add(new Grant(user.Id, role, organizationId, null, "Демонстрация", clock.GetUtcNow().UtcDateTime));
        await context.SaveChangesAsync(cancel);
    }
}
