using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters;

/// <summary>What becomes of a letter in the end.</summary>
/// <param name="Status">The answer that decided it; null where nothing was refused.</param>
internal sealed record Fate(LetterState State, Obstacle Obstacle, string? Status)
{
    public static Fate Of(Letter letter) => new(letter.State, letter.Obstacle, letter.Status);
}

/// <param name="Way">Beginning of the address, by which the mail server decides; or what is wrong with it already.</param>
/// <param name="IsDead">Whether the address is marked as one whose letters come back.</param>
internal sealed record Truth(LevelGroup Level, string Way, Fate Fate, bool IsDead = false);

/// <summary>A region of 1,000 territorial and 14,000 primary organisations, and what a letter to each of their chairpersons comes to.</summary>
internal sealed class MixedUnion : IAsyncDisposable
{
    private const int AtOnce = 500;
    private const int Domains = 60;
    private static readonly DateOnly LongAgo = new(2026, 9, 1);

    /// <summary>Of how many territorial and primary organisations; what the slide counted as delivered is 72 and 49 %.</summary>
    private static readonly (int Territorial, int Primary, string Way, Fate Fate, bool IsDead)[] Mix =
    [
        (660, 6300, "ok", new(LetterState.Delivered, Obstacle.None, null), false),
        (65, 600, "later", new(LetterState.Delivered, Obstacle.None, null), false),
        (40, 700, "gone", new(LetterState.Bounced, Obstacle.None, "5.1.1"), true),
        (30, 500, "bounce", new(LetterState.Bounced, Obstacle.None, "5.1.1"), true),
        (10, 200, "slowbounce", new(LetterState.Bounced, Obstacle.None, "5.2.1"), true),
        (15, 200, "full", new(LetterState.Bounced, Obstacle.None, "5.2.2"), false),
        (5, 100, "policy", new(LetterState.Bounced, Obstacle.None, "5.7.1"), false),
        (10, 200, "never", new(LetterState.Failed, Obstacle.None, "4.2.0"), false),
        (20, 1000, "", Withheld(Obstacle.NoPerson), false),
        (50, 1500, "", Withheld(Obstacle.NoAddress), false),
        (20, 600, "", Withheld(Obstacle.BadAddress), false),
        (10, 300, "", Withheld(Obstacle.Returned), true),
        (50, 1500, "", Withheld(Obstacle.NoConsent), false),
        (15, 300, "", Withheld(Obstacle.Refused), false),
    ];

    private readonly Dictionary<int, Truth> truth = [];
    private Actor apparatus = null!;

    private MixedUnion(TestRegistry registry) => Registry = registry;

    public TestRegistry Registry { get; }

    public int Region { get; private set; }

    /// <summary>By organisation.</summary>
    public IReadOnlyDictionary<int, Truth> Truth => truth;

    public static async Task<MixedUnion> StartAsync(params string[] settings)
    {
        var union = new MixedUnion(await TestRegistry.StartAsync([.. settings, "--PublicAddress", "https://registry.example"]));
        await union.Registry.App.Services.GetRequiredService<ReferenceStore>().SeedAsync();
        union.Region = await union.Registry.FoundAsync(OrganizationLevel.Regional, union.Registry.RootId, "Областная организация");
        var territories = await union.FoundAsync(OrganizationLevel.Territorial, [union.Region], Mix.SelectMany(m => Enumerable.Repeat(Of(LevelGroup.Territorial, m), m.Territorial)));
        await union.FoundAsync(OrganizationLevel.Primary, territories, Mix.SelectMany(m => Enumerable.Repeat(Of(LevelGroup.Primary, m), m.Primary)));
        var user = await union.Registry.HireAsync("apparat@region.example", "Аппарат", "profsoyuz-2026", RegistryRole.Apparatus, union.Region);
        union.apparatus = new Actor("Аппарат", user, Scope.Of([new Reach(RegistryRole.Apparatus, $"/{union.Registry.RootId}/{union.Region}/", null)]));
        await union.Registry.CatchUpAsync();
        return union;

        static Truth Of(LevelGroup level, (int, int, string Way, Fate Fate, bool IsDead) kind) => new(level, kind.Way, kind.Fate, kind.IsDead);
    }

    public T Service<T>()
        where T : notnull => Registry.As(apparatus).GetRequiredService<T>();

    /// <summary>A mailing to the chairpersons of all territorial and primary organisations, queued.</summary>
    public async Task<int> SendAsync()
    {
        var acts = Service<MailingActs>();
        var everybody = MailingAudience.Parse("?to=chairpersons&level=Territorial,Primary");
        var id = await acts.CreateAsync(Region, everybody);
        var version = await acts.SaveAsync(id, 1, new MailingDraft(LetterChannel.Email, everybody, "О конференции", "Здравствуйте, {{имя}}!\n\nЖдём вас **12 декабря**."));
        await acts.PlanAsync(id, version, null, null);
        await Registry.App.Services.GetRequiredService<MailingStarter>().RunAsync(CancellationToken.None);
        return id;
    }

    /// <summary>Founds organisations evenly under these, and mixes what becomes of their letters.</summary>
    private async Task<IReadOnlyList<int>> FoundAsync(OrganizationLevel level, IReadOnlyList<int> superiors, IEnumerable<Truth> fates)
    {
        var mixed = fates.ToArray();
        new Random(2021).Shuffle(mixed);
        var founded = new List<int>();
        foreach (var chunk in mixed.Index().Chunk(AtOnce))
        {
            await using var context = await Registry.OpenAsync();
            var ids = chunk.Select(item => Superior(item.Index)).Distinct().ToList();
            var above = await context.Organizations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id);
            var organizations = chunk.Select(item => (Organization: Found(level, above[Superior(item.Index)], item.Index, item.Item), Truth: item.Item)).ToList();
            context.AddRange(organizations.Select(o => o.Organization));
            await context.SaveChangesAsync();
            foreach (var (organization, fate) in organizations)
            {
                founded.Add(organization.Id);
                truth.Add(organization.Id, fate);
            }
        }
        await using (var context = await Registry.OpenAsync())
            await context.Database.ExecuteSqlAsync($"UPDATE \"Organizations\" SET \"Path\" = (SELECT s.\"Path\" FROM \"Organizations\" AS s WHERE s.\"Id\" = \"Organizations\".\"SuperiorId\") || \"Id\" || '/' WHERE \"Level\" = {(int)level}");
        return founded;

        int Superior(int index) => superiors[index * superiors.Count / mixed.Length];
    }

    private static Organization Found(OrganizationLevel level, Organization superior, int index, Truth fate)
    {
        var organization = Organization.Found(level, superior, $"{level} № {index}", $"{level} № {index}", "77", isLegalEntity: false);
        var obstacle = fate.Fate.Obstacle;
        if (obstacle == Obstacle.NoPerson)
            return organization;
        var chair = (Chairperson)ChairpersonTab.Chairpersons.Blank();
        chair.Fill(ChairpersonTab.Name, "Петрова Анна Ивановна");
        // What imports and old programs brought is not always what the form would take.
        ChairpersonTab.Email.Write(chair, obstacle switch { Obstacle.NoAddress => null, Obstacle.BadAddress => "школа@", _ => $"{(fate.Way.Length > 0 ? fate.Way : "unasked")}{(level == OrganizationLevel.Primary ? "" : ".t")}{index}@d{index % Domains}.example" });
        chair.Fill(ChairpersonTab.ConsentEmail, obstacle switch { Obstacle.NoConsent => null, Obstacle.Refused => false, _ => (bool?)true });
        ChairpersonTab.Chairpersons.Attach(organization, chair, LongAgo);
        if (obstacle == Obstacle.Returned)
            chair.MarkFailed(ChairpersonTab.Email, LongAgo);
        return organization;
    }

    private static Fate Withheld(Obstacle obstacle) => new(LetterState.Suppressed, obstacle, null);

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
