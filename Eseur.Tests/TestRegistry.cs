using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Live;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests;

/// <summary>The real application over a SQLite file of its own, without its web server.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    /// <summary>A migrated file that every registry begins with a copy of: some forty statements more for each test took a third of all the time.</summary>
    private static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);

    private readonly string folder = Directory.CreateTempSubdirectory("eseur-").FullName;

    private const string FileName = "registry.db";

    private TestRegistry(string[] settings) => App = RegistryHost.Build(["--ConnectionStrings:Registry", ConnectionString, "--environment", "Testing", "--Notices:Rounds", "false", .. settings]);

    public WebApplication App { get; }

    public string ConnectionString => $"Data Source={Path.Combine(folder, FileName)};Pooling=false";

    public CompletenessBoard Board => App.Services.GetRequiredService<CompletenessBoard>();

    public int RootId { get; private set; }

    /// <summary>The application's services as they work for this person.</summary>
    public IServiceProvider As(Actor actor) => App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(actor).ServiceProvider;

    /// <summary>The board as this person sees it.</summary>
    public VisibleBoard BoardOf(Actor actor) => new(Board, new FixedActor(actor));

    /// <summary>A migrated registry with nobody and nothing in it.</summary>
    public static async Task<TestRegistry> StartEmptyAsync(params string[] settings)
    {
        var registry = new TestRegistry(settings);
        File.Copy(await Migrated.Value, Path.Combine(registry.folder, FileName));
        await registry.App.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        return registry;
    }

    private static async Task<string> MigrateAsync()
    {
        var registry = new TestRegistry([]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(registry.folder, recursive: true);
        await registry.App.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        await registry.App.DisposeAsync();
        return Path.Combine(registry.folder, FileName);
    }

    /// <summary>A migrated registry that holds the union itself and nothing more.</summary>
    public static async Task<TestRegistry> StartAsync(params string[] settings)
    {
        var registry = await StartEmptyAsync(settings);
        registry.RootId = await registry.FoundAsync(OrganizationLevel.Nation, null, "Профсоюз");
        return registry;
    }

    /// <summary>A context of its own: what a test asserts is what the database holds.</summary>
    public async Task<RegistryContext> OpenAsync()
    {
        var context = await App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        context.Actor = Actor.System("Проверка");
        return context;
    }

    public async Task<int> FoundAsync(OrganizationLevel level, int? superiorId, string name, bool legalEntity = false)
    {
        await using var context = await OpenAsync();
        var superior = superiorId is null ? null : await context.Organizations.WithPassport().SingleAsync(o => o.Id == superiorId);
        var organization = Organization.Found(level, superior, name, name, "77", legalEntity);
        context.Add(organization);
        await context.SaveChangesAsync();
        organization.SetPath();
        await context.Organizations.Where(o => o.Id == organization.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Path, organization.Path));
        return organization.Id;
    }

    /// <summary>Someone who may sign in, with one role.</summary>
    /// <returns>The account's identifier.</returns>
    public async Task<int> HireAsync(string email, string name, string password, RegistryRole role, int organizationId)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var user = new RegistryUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>().CreateAsync(user, password);
        Assert.True(made.Succeeded, string.Join(" ", made.Errors.Select(e => e.Description)));
        await using var context = await OpenAsync();
        context.Add(new Grant(user.Id, role, organizationId, null, "Проверка", DateTime.UtcNow));
        await context.SaveChangesAsync();
        return user.Id;
    }

    /// <summary>Loads, changes and saves one organisation as a service would.</summary>
    public async Task ChangeAsync(int id, Action<Organization> change)
    {
        await using var context = await OpenAsync();
        change(await context.Organizations.WithPassport().SingleAsync(o => o.Id == id));
        await context.SaveChangesAsync();
    }

    /// <summary>What the feed does on every turn, without waiting for its clock.</summary>
    public Task CatchUpAsync() => App.Services.GetRequiredService<BoardCatchUp>().RunAsync();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
