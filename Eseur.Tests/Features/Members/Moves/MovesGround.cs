using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>Two regions with schools, and the people who may act in each. Today is 21.11.2026.</summary>
internal sealed class MovesGround : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 21);
    public static readonly DateOnly Joined = new(2026, 9, 1);

    /// <summary>What a colleague from elsewhere knows of everybody put on record here.</summary>
    public static readonly PersonTraits Petrova = new("Петрова", "Анна", "Ивановна", new DateOnly(1985, 3, 14));

    private int put;

    private MovesGround(TestRegistry registry) => Registry = registry;

    public TestRegistry Registry { get; }

    public SetClock Clock { get; } = new(new DateTime(2026, 11, 21, 9, 0, 0));

    public int Region { get; private set; }

    public int School { get; private set; }

    public int OtherSchool { get; private set; }

    public int FarSchool { get; private set; }

    public static async Task<MovesGround> StartAsync()
    {
        var registry = await TestRegistry.StartAsync();
        var ground = new MovesGround(registry) { Region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Область") };
        var farRegion = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Край");
        ground.School = await registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО школы № 1");
        ground.OtherSchool = await registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО школы № 2");
        ground.FarSchool = await registry.FoundAsync(OrganizationLevel.Primary, farRegion, "ППО гимназии");
        await using var context = await registry.OpenAsync();
        foreach (var school in new[] { ground.School, ground.OtherSchool, ground.FarSchool })
            await context.Organizations.Where(o => o.Id == school).ExecuteUpdateAsync(set => set.SetProperty(o => o.InstitutionInn, InnOf(school)));
        return ground;
    }

    public static string InnOf(int school) => $"69000000{school:00}";

    /// <summary>Acts for the whole union.</summary>
    public MemberMoves Moves => MovesOf(Actor.System("Проверка"));

    public OrganizationMoves OrganizationMoves => new(Database(Actor.System("Проверка")), References, Clock);

    public MemberActs Acts => new(Registry.App.Services.GetRequiredService<IServiceScopeFactory>());

    public async Task<MemberMoves> MovesOfAsync(int organization) => MovesOf(await ActorOfAsync(organization));

    public MemberMoves MovesOf(Actor actor) => new(Database(actor), new DuplicateSearch(Database(actor), Registry.Board), References, Clock);

    /// <summary>Asks for somebody of whom and for an organisation of which enough is known.</summary>
    public async Task<int> AskAsync(int asker, int member, int to) => await (await MovesOfAsync(asker)).RequestTransferAsync(member, to, Petrova, InnOf(to));

    /// <summary>Writes in one organisation and reads cards of another.</summary>
    public async Task<Actor> ActorOfAsync(int writes, int reads)
    {
        var (one, other) = (await ActorOfAsync(writes), await ActorOfAsync(reads));
        return one with { Scope = Scope.Of([.. one.Scope.Reaches, .. other.Scope.Reaches.Select(r => r with { Role = RegistryRole.PersonalAnalyst })]) };
    }


    public async Task<TransferBoard> TransfersOfAsync(int organization) => await new TransferList(Database(await ActorOfAsync(organization)), Clock).ReadAsync();

    public async Task<Actor> ActorOfAsync(int organization)
    {
        await using var context = await Registry.OpenAsync();
        var (name, path) = await context.Organizations.Where(o => o.Id == organization).Select(o => new ValueTuple<string, string>(o.ShortName, o.Path)).SingleAsync();
        return Acting.As("Председатель " + name, null, path);
    }

    public async Task<int> PutAsync(int organization, DateOnly? on = null)
    {
        await using var context = await Registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == organization), "Петрова", "Анна", put++ == 0 ? "Ивановна" : null, on ?? Joined, CardSource.Chairperson);
        member.Fill(PersonTab.BirthDate, Petrova.BirthDate);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    public async Task<Member> ReadAsync(int id)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == id);
    }

    public async Task<int> OrganizationVersionAsync(int id)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Organizations.Where(o => o.Id == id).Select(o => o.Version).SingleAsync();
    }

    public async Task<TransferRequest> RequestAsync(int id)
    {
        await using var context = await Registry.OpenAsync();
        return await context.TransferRequests.AsNoTracking().SingleAsync(r => r.Id == id);
    }

    public async Task<Eseur.Domain.Changes.Change> LastChangeAsync(int memberId)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Changes.Include(c => c.Lines).Where(c => c.MemberId == memberId).OrderByDescending(c => c.Version).FirstAsync();
    }

    /// <summary>Every counter says what a count of the cards themselves says.</summary>
    public async Task AssertCountersAsync()
    {
        await using var context = await Registry.OpenAsync();
        var members = await context.Members.AsNoTracking().ToListAsync();
        foreach (var counter in await context.MemberCounters.AsNoTracking().ToListAsync())
        {
            var expected = new int[Measures.All.Count];
            foreach (var member in members.Where(m => m.OrganizationId == counter.OrganizationId))
                Measures.Count(member, expected, +1);
            Assert.Equal(expected, counter.Counts.ToArray());
        }
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    private ReferenceStore References => Registry.App.Services.GetRequiredService<ReferenceStore>();

    private RegistryDatabase Database(Actor actor) => new(Registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(actor));
}
