using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Demo;

/// <summary>One demo sign-in, as it is printed when the registry starts.</summary>
public sealed record DemoSignIn(string Email, string Who);

/// <summary>
/// Three people to look around as. Their password is known to everyone who has read this file,
/// so they are never made in production.
/// </summary>
public sealed class DemoSignIns(IServiceScopeFactory scopes, IHostEnvironment environment)
{
    public const string Password = "profsoyuz-2026";

    private const string Apparatus = "apparat@demo.eseur";
    private const string Chairperson = "predsedatel@demo.eseur";
    private const string Analyst = "analitik@demo.eseur";

    /// <summary>Makes those that are missing; none in production.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (environment.IsProduction())
            return;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        var organizations = scope.ServiceProvider.GetRequiredService<RegistryContext>().Organizations.AsNoTracking();
        var root = await organizations.SingleAsync(o => o.Level == OrganizationLevel.Nation, cancel);
        var led = await LedOrganizationAsync(organizations, cancel);
        await EnsureAsync(users, Apparatus, "Орлова Анна Викторовна", RegistryRole.Apparatus, root.Id);
        await EnsureAsync(users, Analyst, "Ким Сергей Андреевич", RegistryRole.Analyst, root.Id);
        await EnsureAsync(users, Chairperson, led.CurrentChairperson!.Name, RegistryRole.Chairperson, led.Id);
    }

    /// <summary>The sign-ins that exist, with where each works; none in production.</summary>
    public async Task<IReadOnlyList<DemoSignIn>> ListAsync(CancellationToken cancel)
    {
        if (environment.IsProduction())
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        string[] emails = [Apparatus, Chairperson, Analyst];
        var found = await context.Users.Where(u => emails.Contains(u.Email))
            .Join(context.Organizations, u => u.OrganizationId, o => o.Id, (u, o) => new { u.Email, u.Role, o.ShortName }).ToListAsync(cancel);
        return [.. found.OrderBy(f => Array.IndexOf(emails, f.Email)).Select(f => new DemoSignIn(f.Email!, $"{f.Role.Label()}, {f.ShortName}"))];
    }

    /// <summary>A primary organisation with a chairperson and enough gaps to show what closing them is like.</summary>
    private static async Task<Organization> LedOrganizationAsync(IQueryable<Organization> organizations, CancellationToken cancel)
    {
        var primary = organizations.WithPassport().Where(o => o.Level == OrganizationLevel.Primary && o.Chairpersons.Any(c => c.LeftOn == null)).OrderBy(o => o.Id);
        var candidates = await primary.Take(200).ToListAsync(cancel);
        return candidates.FirstOrDefault(o => o.Counter.Bits.MissingCount >= 5) ?? candidates[0];
    }

    private static async Task EnsureAsync(UserManager<RegistryUser> users, string email, string name, RegistryRole role, int organizationId)
    {
        if (await users.FindByEmailAsync(email) is not null)
            return;
        var made = await users.CreateAsync(new RegistryUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name, Role = role, OrganizationId = organizationId }, Password);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(" ", made.Errors.Select(e => e.Description)));
    }
}
