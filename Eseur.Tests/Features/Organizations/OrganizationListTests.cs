using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Organizations;

public sealed class OrganizationListTests : IAsyncLifetime
{
    private TestRegistry registry = null!;
    private OrganizationList list = null!;
    private List<Organization> all = [];

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        var moves = registry.MovesAs(Actor.System("Проверка"));
        for (var r = 0; r < 2; r++)
        {
            var region = await moves.FoundAsync(registry.RootId, OrganizationLevel.Regional, new OrganizationCore($"Областная организация {r}", $"Область {r}", r == 0 ? "77" : "66", true));
            var district = await moves.FoundAsync(region, OrganizationLevel.Territorial, new OrganizationCore("Берёзовская районная", "Берёзовская", r == 0 ? "77" : "66", false));
            for (var s = 0; s < 7; s++)
            {
                var school = await moves.FoundAsync(district, OrganizationLevel.Primary, new OrganizationCore($"Детский сад № {s} «Ёлочка»", $"ДС № {s}", s == 3 ? null : "66", false));
                await registry.ChangeAsync(school, o => Fill(o, s));
                if (s == 5)
                    await moves.CloseAsync(school, 2);
            }
        }
        await registry.CatchUpAsync();
        list = registry.ListAs(Actor.System("Проверка"));
        await using var context = await registry.OpenAsync();
        all = await context.Organizations.AsNoTracking().WithPassport().ToListAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public void Page_AnyFilter_IsWhatANaiveSearchFinds()
    {
        var filters = FilterGen.Filters([null, null, "ёлочка", "ЕЛОЧ сад", "березовск", "7707", "7707083893", "1", "нет такой"], [.. all.Select(o => o.Id), 9999]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Arb.From(filters), filter =>
        {
            var expected = Naive(filter).Select(o => o.Id).ToList();
            Assert.Equal(expected.Count, list.CountAsync(filter).GetAwaiter().GetResult());
            var paged = Enumerable.Range(0, (expected.Count / 5) + 1).SelectMany(page => list.PageAsync(filter, page * 5, 5).GetAwaiter().GetResult());
            Assert.Equal(expected, paged.Select(row => row.Id));
        }));
    }

    [Fact]
    public async Task Page_Row_CarriesChairpersonAndGaps()
    {
        var school = all.First(o => o.ShortName == "ДС № 2");
        var row = Assert.Single(await list.PageAsync(new OrganizationFilter { Under = school.Id }, 0, 5));
        Assert.Equal(("Иванова Мария Петровна", school.Counter.Missing, "66"), (row.Chairperson, row.Missing, row.RegionCode));
    }

    [Fact]
    public async Task Find_ForMoving_OffersOnlyWhatWillBeAccepted()
    {
        var district = all.First(o => o.Level == OrganizationLevel.Territorial);
        var search = registry.SearchAs(Actor.System("Проверка"));
        var hits = await search.FindAsync("БЕРЕЗ", new Candidates([OrganizationLevel.Territorial], Outside: district.Path));
        Assert.Equal([all.Last(o => o.Level == OrganizationLevel.Territorial).Id], hits.Select(h => h.Id));
    }

    private static void Fill(Organization organization, int s)
    {
        if (s % 2 == 0)
            organization.Fill(InpoTab.DuesRate, 1m);
        organization.Fill(InstitutionTab.Type, s % 3 == 0 ? "college" : "school");
        if (s == 4)
            organization.Fill(InstitutionTab.Inn, "7707083893");
        if (s != 2)
            return;
        var chairperson = ChairpersonTab.Chairpersons.Blank();
        chairperson.Fill(ChairpersonTab.Name, "Иванова Мария Петровна");
        ChairpersonTab.Chairpersons.Attach(organization, chairperson, new DateOnly(2026, 11, 21));
    }

    private IEnumerable<Organization> Naive(OrganizationFilter f)
    {
        var districts = ReferenceBook.Default.Items(ReferenceLists.Region).ToDictionary(r => r.Code, r => r.Group!);
        var words = SearchText.Words(f.Query);
        return all.Where(o => o.Level != OrganizationLevel.Nation
            && (f.Under is not { } under || o.Path.Contains($"/{under}/", StringComparison.Ordinal))
            && (f.Status is null || o.Status == f.Status)
            && (f.Levels.Count == 0 || f.Levels.Contains(o.Level.Group()))
            && (f.Regions.Count + f.Districts.Count == 0 || (o.RegionCode is { } code && (f.Regions.Contains(code) || f.Districts.Contains(districts[code]))))
            && (f.Types.Count == 0 || f.Types.Contains(o.InstitutionType))
            && f.Lacks.All(g => o.IsActive && g.Audience.Includes(o) && g.IsMissing(o))
            && (words.All(w => o.SearchName.Contains(w, StringComparison.Ordinal)) || (words is [var inn] && inn.StartsWith("7707", StringComparison.Ordinal) && o.InstitutionInn?.StartsWith(inn, StringComparison.Ordinal) == true)))
            .OrderBy(o => o.Level).ThenBy(o => o.ShortName, StringComparer.Ordinal).ThenBy(o => o.Id);
    }
}
