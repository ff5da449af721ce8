using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Search;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Tests.Features.Members.Register;
using Eseur.Tests.Features.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Search;

public sealed class GlobalSearchIndexTests : IAsyncLifetime
{
    private TestRegistry registry = null!;
    private GlobalSearchIndex index = null!;
    private MemberRegister members = null!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        members = registry.RegisterAs(Actor.System("Проверка"));
        index = new GlobalSearchIndex(registry.SearchAs(Actor.System("Проверка")), members, registry.BoardOf(Actor.System("Проверка")), registry.App.Services.GetRequiredService<ReferenceStore>(), new FixedActor(Actor.System("Проверка")), registry.App.Services.GetRequiredService<Eseur.Admin.Features.Audit.ReadingRecorder>());
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Find_NameWithoutYo_FindsTheOrganisation()
    {
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Берёзовская организация");
        var hit = Assert.Single(await FindAsync("березовск"));
        Assert.Equal(("Организации", $"organizations/{region}/passport"), (hit.Group, hit.Href));
    }

    [Theory]
    [InlineData("Об\u00adластная органи\u200bзация", "областная организация")]
    [InlineData("Раи\u0306онная ме\u0308довая", "районная медовая")]
    [InlineData("Районная", "раи\u0306онная")]
    public async Task Find_NameWithInvisibleOrSplitSigns_FindsTheOrganisation(string name, string typed)
    {
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, name);
        Assert.Single(await FindAsync(typed), h => h.Group == "Организации");
    }

    [Fact]
    public async Task Find_WholePagePasted_Answers()
    {
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var page = string.Join(' ', Enumerable.Repeat("областная организация", 50)) + string.Concat(Enumerable.Range(0, 2000).Select(n => $" слово{n}"));
        Assert.DoesNotContain(await FindAsync(page), h => h.Href == $"organizations/{region}/passport");
    }

    [Theory]
    [InlineData("где заполнить взнос", "organizations/5/passport/inpo?field=dues")]
    [InlineData("указать e-mail председателя", "organizations/5/passport/chairperson?field=chair-email")]
    [InlineData("отчеты", "reports")]
    public async Task Find_WhereToFill_OpensTheOwnPassportAtTheField(string question, string href) =>
        Assert.Contains(await FindAsync(question), h => h.Href == href);

    [Theory]
    [InlineData("щукина анна")]
    [InlineData("4000 0000 0000 0007")]
    [InlineData("8 912 000-00-07")]
    public async Task Find_Person_OpensTheCard(string typed)
    {
        var school = await registry.SchoolOfMembersAsync();
        var id = await registry.PutAsync(school, "Щукина", "Анна", "Петровна", m => m.Fill(ContactsTab.Phone, "+79120000007"), ticket: 4000000000000007);
        await registry.CatchUpAsync();
        Assert.DoesNotContain(await FindAsync(typed), h => h.Group == "Члены Профсоюза");

        await registry.App.Services.GetRequiredService<MemberIndex>().LoadAsync();

        var hit = Assert.Single(await FindAsync(typed), h => h.Group == "Члены Профсоюза");
        Assert.Equal(("Щукина Анна Петровна", $"members/{id}"), (hit.Title, hit.Href));
    }

    [Fact]
    public async Task Find_Nothing_ShowsOpenedLatelyFirst()
    {
        index.Remember(new SearchHit("Организации", "tree", "Первая", "", "a"));
        index.Remember(new SearchHit("Организации", "tree", "Вторая", "", "b"));
        index.Remember(new SearchHit("Организации", "tree", "Первая", "", "a"));
        Assert.Equal([("Недавнее", "a"), ("Недавнее", "b"), ("Разделы", "dashboard")], (await FindAsync(" ")).Take(3).Select(h => (h.Group, h.Href)));
    }

    private Task<IReadOnlyList<SearchHit>> FindAsync(string text) => index.FindAsync(text, 5, CancellationToken.None);
}
