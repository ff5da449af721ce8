using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Features.Members.Register;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>A region with a territorial organisation and seven schools, each with another thing in a letter's way; and a region beside it.</summary>
internal sealed class MailingGround : IAsyncDisposable
{
    public static readonly (string School, Obstacle Obstacle)[] Truth =
    [
        ("ППО школы № 1", Obstacle.None), ("ППО школы № 2", Obstacle.NoPerson), ("ППО школы № 3", Obstacle.NoAddress), ("ППО школы № 4", Obstacle.BadAddress),
        ("ППО школы № 5", Obstacle.Returned), ("ППО школы № 6", Obstacle.NoConsent), ("ППО школы № 7", Obstacle.Refused),
    ];

    private MailingGround(TestRegistry registry) => Registry = registry;

    public TestRegistry Registry { get; }

    public int Region { get; private set; }

    public int Territory { get; private set; }

    public int Beside { get; private set; }

    public IReadOnlyList<int> Schools { get; private set; } = [];

    /// <summary>Of the region, with an account of their own.</summary>
    public Actor Apparatus { get; private set; } = null!;

    /// <summary>Of the first school.</summary>
    public Actor Chairperson { get; private set; } = null!;

    public static async Task<MailingGround> StartAsync(params string[] settings)
    {
        var registry = await TestRegistry.StartAsync(["--PublicAddress", "https://registry.example", .. settings]);
        await registry.App.Services.GetRequiredService<ReferenceStore>().SeedAsync();
        var ground = new MailingGround(registry);
        ground.Region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        ground.Territory = await registry.FoundAsync(OrganizationLevel.Territorial, ground.Region, "Районная организация");
        ground.Beside = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Соседняя областная организация");
        var schools = new List<int>();
        foreach (var (school, obstacle) in Truth)
        {
            schools.Add(await registry.FoundAsync(OrganizationLevel.Primary, ground.Territory, school));
            await ground.ElectAsync(schools[^1], obstacle);
        }
        ground.Schools = schools;
        foreach (var id in new[] { ground.Region, ground.Territory, ground.Beside })
            await ground.ElectAsync(id, Obstacle.None);
        ground.Apparatus = await ground.HireAsync("apparat@region.example", RegistryRole.Apparatus, ground.Region);
        ground.Chairperson = await ground.HireAsync("chair@school.example", RegistryRole.Chairperson, schools[0]);
        await ground.CatchUpAsync();
        return ground;
    }

    public async Task CatchUpAsync()
    {
        await Registry.CatchUpAsync();
        await Registry.App.Services.GetRequiredService<MemberIndex>().LoadAsync();
    }

    public async Task<Actor> HireAsync(string email, RegistryRole role, int organizationId)
    {
        var user = await Registry.HireAsync(email, email, "profsoyuz-2026", role, organizationId);
        await using var context = await Registry.OpenAsync();
        var path = await context.Organizations.Where(o => o.Id == organizationId).Select(o => o.Path).SingleAsync();
        return new Actor(email, user, Scope.Of([new Reach(role, path, null)]));
    }

    public T Service<T>(Actor actor)
        where T : notnull => Registry.As(actor).GetRequiredService<T>();

    /// <summary>A draft that wants nothing but its sending.</summary>
    public async Task<(int Id, int Version)> DraftAsync(Actor author, int organizationId, MailingAudience? audience = null)
    {
        var acts = Service<MailingActs>(author);
        var id = await acts.CreateAsync(organizationId);
        return (id, await acts.SaveAsync(id, 1, new MailingDraft(LetterChannel.Email, audience ?? new MailingAudience(), "О конференции", "Здравствуйте!")));
    }

    public async Task<int> SentAsync(Actor author, int organizationId, MailingAudience? audience = null, byte? localHour = null)
    {
        var (id, version) = await DraftAsync(author, organizationId, audience);
        await Service<MailingActs>(author).PlanAsync(id, version, null, localHour);
        await TurnAsync();
        return id;
    }

    public Task TurnAsync() => Registry.App.Services.GetRequiredService<MailingStarter>().RunAsync(CancellationToken.None);

    public async Task<IReadOnlyList<Letter>> LettersAsync(int mailing)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Letters.AsNoTracking().Where(l => l.MailingId == mailing).OrderBy(l => l.Id).ToListAsync();
    }

    public async Task<Mailing> MailingAsync(int id)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Mailings.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    public Task ElectAsync(int organization, Obstacle obstacle) => obstacle == Obstacle.NoPerson ? Task.CompletedTask : Registry.ChangeAsync(organization, o =>
    {
        var chair = (Chairperson)ChairpersonTab.Chairpersons.Blank();
        chair.Fill(ChairpersonTab.Name, $"Петрова Анна {organization}");
        // What imports and old programs brought is not always what the form would take.
        ChairpersonTab.Email.Write(chair, obstacle switch { Obstacle.NoAddress => null, Obstacle.BadAddress => "школа@", _ => $"chair{organization}@mail{organization % 2}.example" });
        chair.Fill(ChairpersonTab.ConsentEmail, obstacle switch { Obstacle.NoConsent => null, Obstacle.Refused => false, _ => (bool?)true });
        ChairpersonTab.Chairpersons.Attach(o, chair, new DateOnly(2026, 9, 1));
        if (obstacle == Obstacle.Returned)
            chair.MarkFailed(ChairpersonTab.Email, new DateOnly(2026, 10, 1));
    });

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection(Registry.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
