using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;

namespace Eseur.Tests.Data.Access;

/// <summary>A union of two regions with a school each, and whoever acts in it.</summary>
public sealed class AccessGround : IAsyncDisposable
{
    private readonly Dictionary<int, string> paths = [];
    private int hired;

    public required TestRegistry Registry { get; init; }

    public int North { get; private set; }

    public int South { get; private set; }

    public int NorthSchool { get; private set; }

    public int SouthSchool { get; private set; }

    public IReadOnlyList<int> Places => [Registry.RootId, North, South, NorthSchool, SouthSchool];

    public static async Task<AccessGround> StartAsync()
    {
        var ground = new AccessGround { Registry = await TestRegistry.StartAsync() };
        ground.North = await ground.Registry.FoundAsync(OrganizationLevel.Regional, ground.Registry.RootId, "Северная");
        ground.South = await ground.Registry.FoundAsync(OrganizationLevel.Regional, ground.Registry.RootId, "Южная");
        ground.NorthSchool = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.North, "Школа на севере");
        ground.SouthSchool = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.South, "Школа на юге");
        await using var context = await ground.Registry.OpenAsync();
        foreach (var organization in context.Organizations)
            ground.paths[organization.Id] = organization.Path;
        await ground.Registry.CatchUpAsync();
        return ground;
    }

    public string PathOf(int organization) => paths[organization];

    public Task<int> HireAsync(string name, RegistryRole role, int organization) => Registry.HireAsync($"{(name.All(char.IsAscii) ? name : $"person{++hired}")}@example.org", name, "pass-phrase-2026", role, organization);

    /// <summary>Somebody with one role, as the registry would know them; no account is needed to act.</summary>
    public Actor Acting(RegistryRole role, int organization, DateOnly? until = null, int userId = 1000) =>
        new("Даёт доступ", userId, Scope.Of([new Reach(role, PathOf(organization), until)]), "127.0.0.1");

    public async Task<RegistryContext> OpenAsync(Actor actor)
    {
        var context = await Registry.OpenAsync();
        context.Actor = actor;
        return context;
    }

    public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
}
