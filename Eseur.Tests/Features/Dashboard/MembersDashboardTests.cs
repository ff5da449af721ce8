using AngleSharp.Dom;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Dashboard;

public sealed class MembersDashboardTests
{
    private static readonly SetClock Clock = new(new DateTime(2026, 11, 21, 9, 0, 0));
    private static readonly Gap Consent = Catalogue.Card.Gap(PersonTab.Consent.Key)!;
    private static readonly Gap Email = Catalogue.Card.Gap(ContactsTab.Email.Key)!;

    /// <summary>Columns of the breakdown: all, share of the report, men, women, sex not stated.</summary>
    [Theory]
    [InlineData("Работающий", "1 832 921", "69,3 %", "241 239", "1 591 480", "202")]
    [InlineData("Обучающийся (студент)", "498 150", "42,1 %", "228 968", "267 883", "1 299")]
    [InlineData("Неработающий пенсионер", "38 546", "38,9 %", "3 265", "35 280", "1")]
    [InlineData("Не указано", "222 462", "", "0", "222 462", "0")]
    [InlineData("Все", "2 592 079", "70,71 %", "473 472", "2 117 105", "1 502")]
    public async Task Page_NationOfTheSlides_PrintsTheirNumbers(string line, params string[] numbers)
    {
        await using var registry = await TestRegistry.StartAsync();
        await SlidesAsync(registry);
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{registry.RootId}/members?gap=consent");

        Assert.Equal("Согласия на обработку данных нет у 15,46\u202f% членов Профсоюза", page.Find("h1").TextContent);
        Assert.StartsWith("2 592 079 членов Профсоюза = 70,71 %", Plain(page.Find(".breakdown h2").TextContent), StringComparison.Ordinal);
        var row = page.FindAll(".breakdown tr").Single(tr => tr.QuerySelector("th")!.TextContent == line);
        Assert.Equal(numbers, row.QuerySelectorAll("td").Select(td => Plain(td.TextContent.Split(" (")[0])));
        Assert.Equal(["Пластиковая карта 1 695 495 65,41 %", "Виртуальная карта 67 079 2,58 %", "Участники PROFCARDS 303 559 11,71 %"],
            page.FindAll(".breakdown li").Select(li => Plain(li.TextContent.Split(" (")[0])));
    }

    [Fact]
    public async Task Page_EachNumber_LeadsToThoseBehindIt()
    {
        await using var registry = await TestRegistry.StartAsync();
        await SlidesAsync(registry);
        await using var bunit = Context(registry);
        var under = $"members?under={registry.RootId}";

        var page = Open(bunit, $"dashboard/{registry.RootId}/members");

        Assert.Equal($"{under}&lacks=consent", Row(page, PersonTab.Consent).QuerySelector(".missing a")!.GetAttribute("href"));
        Assert.Equal("400 869 из 2 592 079 на 21.11.2026", Plain(Row(page, PersonTab.Consent).QuerySelector(".percent")!.GetAttribute("title")!));
        Assert.Equal(
            [
                under, under + "&employment=worker", under + "&employment=worker&sex=man", under + "&employment=worker&sex=woman", under + "&employment=worker&sex=none",
                under + "&employment=none", under + "&employment=none&sex=woman", under + "&sex=man", under + "&ticket=plastic", under + "&ticket=virtual", under + "&bonus=yes",
            ],
            page.FindAll(".breakdown a").Select(a => a.GetAttribute("href")).Where(href => !href!.Contains("student", StringComparison.Ordinal) && !href.Contains("pensioner", StringComparison.Ordinal)
                && href != under + "&sex=woman" && href != under + "&sex=none").Distinct());
        Assert.Equal([($"dashboard/{registry.RootId}", null), ($"dashboard/{registry.RootId}/members", "page")],
            page.FindAll(".faces a").Select(a => (a.GetAttribute("href"), a.GetAttribute("aria-current"))));
        Assert.Equal($"{under}&lacks=email-own", page.FindAll(".unlocks li a").First(a => a.ParentElement!.TextContent.StartsWith("E-mail", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OfRegion_ShowsItsOrganizationsByCardGaps()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (region, school) = await SlidesAsync(registry);
        await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО без членов");
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{region}/members?gap=consent");

        var rows = page.FindAll(".heat tbody tr");
        Assert.Equal(["Школа", "ППО без членов"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal($"dashboard/{school}/members?gap=consent", rows[0].QuerySelector("th a")!.GetAttribute("href"));
        Assert.Equal($"members?under={school}", rows[0].QuerySelector(".count a")!.GetAttribute("href"));
        var cell = rows[0].QuerySelectorAll("td a").Single(a => a.GetAttribute("href") == $"members?under={school}&lacks=consent");
        Assert.Equal("15,46", cell.TextContent);
        Assert.Equal(Catalogue.Card.Gaps.Count, page.FindAll(".heat th.gap").Count);
    }

    [Fact]
    public async Task Page_PrimaryWithoutMembers_OffersToPutOnRecord()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry);
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{school}/members");
        Assert.Equal("На учёте никого нет", page.Find("h1").TextContent);
        Assert.Equal($"members/new?organization={school}", page.Find(".empty a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".gaps, .breakdown"));
        Assert.Empty(Open(bunit, $"dashboard/{registry.RootId}/members").FindAll(".empty a"));
    }

    [Fact]
    public async Task Page_OneMember_IsToldInWordsThatFitOne()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry);
        await PutAsync(registry, school);
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);

        var page = Open(bunit, $"dashboard/{school}/members?gap=consent");

        Assert.Equal("Согласия на обработку данных нет у 1 из 1", page.Find("h1").TextContent);
        Assert.StartsWith("1 член Профсоюза", Plain(page.Find(".breakdown h2").TextContent), StringComparison.Ordinal);
        Assert.Contains("статистическим отчётом нельзя", page.Find(".breakdown").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".toolbar a"), a => a.GetAttribute("href") == $"members/new?organization={school}");
        Assert.Empty(page.FindAll(".trend, .heat"));
    }

    [Fact]
    public async Task Page_SavedElsewhere_ShowsItWithoutReload()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry);
        var ids = new[] { await PutAsync(registry, school), await PutAsync(registry, school), await PutAsync(registry, school) };
        await registry.CatchUpAsync();
        await using var bunit = Context(registry);
        var page = Open(bunit, $"dashboard/{registry.RootId}/members");
        Assert.Equal("3", Row(page, PersonTab.Sex).QuerySelector(".missing")!.TextContent.Trim());

        await ChangeAsync(registry, ids[0], m => m.Fill(PersonTab.Sex, Sex.Woman));
        await bunit.TellAsync();

        page.WaitForAssertion(() =>
        {
            var fallen = Row(page, PersonTab.Sex).QuerySelector(".missing span")!;
            Assert.Equal(("2", "fell"), (fallen.TextContent, fallen.ClassName));
            Assert.StartsWith("66,66\u202f%", Row(page, PersonTab.Sex).QuerySelector(".percent")!.TextContent, StringComparison.Ordinal);
            Assert.Single(page.FindAll(".gaps .fell"));
        });
    }

    [Fact]
    public async Task Unlocks_MemberLackingSeveralFields_CountsOnce()
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await SchoolAsync(registry);
        var (both, one, _) = (await PutAsync(registry, school), await PutAsync(registry, school), await PutAsync(registry, school));
        await ChangeAsync(registry, one, m => m.Fill(ContactsTab.Email, "anna@example.org"));
        await registry.CatchUpAsync();

        registry.Board.TryRead(registry.RootId, out var node);
        Assert.Equal((3, 2, 3), (node!.Members.Of(Consent).Part, node.Members.Of(Email).Part, node.Members.Of(Unlocks.Letter).Part));

        await ConsentAsync(registry, one);
        await ChangeAsync(registry, both, m => m.Fill(ContactsTab.Email, "both@example.org"));
        await registry.CatchUpAsync();
        registry.Board.TryRead(registry.RootId, out node);
        Assert.Equal(new Share(2, 3), node!.Members.Of(Unlocks.Letter));
        await using var bunit = Context(registry);
        Assert.Contains("у 2 человек (66,66 %", Plain(Open(bunit, $"dashboard/{school}/members").Find(".unlock").TextContent), StringComparison.Ordinal);

        await using var context = await registry.OpenAsync();
        foreach (var unlocks in UnlocksLabels.All)
            Assert.Equal(await context.Members.CountAsync(Measures.Of(unlocks).Rule), node.Members.Of(unlocks).Part);
    }

    [Fact]
    public async Task Page_DaysKept_AreComparedOnlyWhereTheyKnewMembers()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (region, _) = await SlidesAsync(registry);
        await using var bunit = Context(registry);
        var young = Open(bunit, $"dashboard/{region}/members?gap=consent");
        young.WaitForAssertion(() => Assert.Contains("История ещё не накопилась", young.Find(".trend").TextContent, StringComparison.Ordinal));

        await using (var context = await registry.OpenAsync())
        {
            context.Add(new Snapshot(region, new DateOnly(2026, 10, 20), [], [], []));
            context.Add(new Snapshot(region, new DateOnly(2026, 10, 22), [], [], Counts((Measures.Total, 100_000), (Measures.Of(Consent), 15_580))));
            await context.SaveChangesAsync();
        }
        await using var next = Context(registry);
        var page = Open(next, $"dashboard/{region}/members?gap=consent");
        page.WaitForAssertion(() => Assert.Equal("Согласия на обработку данных нет у 15,46\u202f% членов Профсоюза; за месяц −0,12", page.Find("h1").TextContent));
        Assert.Equal("−0,12", Row(page, PersonTab.Consent).QuerySelector(".change")!.TextContent);
        Assert.Equal("Согласия на обработку данных нет: меньше на 0,12 за 30 дней", page.Find(".plot svg").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task PassportFace_OfRegion_TellsWhatPassportsOpen()
    {
        await using var registry = await TestRegistry.StartAsync();
        await SchoolAsync(registry);
        await using var bunit = Context(registry);
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo($"dashboard/{registry.RootId}");

        var page = bunit.Render<DashboardPage>(p => p.Add(x => x.Id, registry.RootId));

        Assert.Equal(["Письмо дойдёт", "Попадёт в отчёт"], page.FindAll(".unlock h3").Select(h => h.TextContent));
        Assert.Contains(page.FindAll(".unlock li a"), a => a.GetAttribute("href") == $"organizations?under={registry.RootId}&lacks=dues");
        Assert.DoesNotContain("человек", page.Find(".unlocks").TextContent, StringComparison.Ordinal);
    }

    private static BunitRegistry Context(TestRegistry registry)
    {
        var bunit = new BunitRegistry(registry);
        bunit.Services.AddSingleton<TimeProvider>(Clock);
        bunit.Services.AddSingleton(_ => new TrendService(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), Clock));
        return bunit;
    }

    private static IRenderedComponent<MembersDashboardPage> Open(BunitRegistry bunit, string address)
    {
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return bunit.Render<MembersDashboardPage>(p => p.Add(x => x.Id, int.Parse(address.Split('/')[1])));
    }

    private static IElement Row(IRenderedComponent<MembersDashboardPage> page, Field field) =>
        page.FindAll(".gaps tr").Single(tr => tr.QuerySelector(".field")?.TextContent == field.Label);

    /// <summary>Spaces of any kind and number as one plain space.</summary>
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<int> SchoolAsync(TestRegistry registry)
    {
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "Школа");
        await registry.CatchUpAsync();
        return school;
    }

    /// <summary>
    /// The slides' numbers, as if one school had all the members; 222 463 members of no employment would be one too many
    /// (the reference says so), and so would the report's total as derived there: 3 665 789 makes 70,709… %, cut to 70,70.
    /// </summary>
    private static async Task<(int Region, int School)> SlidesAsync(TestRegistry registry)
    {
        var school = await SchoolAsync(registry);
        await registry.ChangeAsync(school, o =>
        {
            o.Fill(InstitutionTab.ReportedMembers, 3_665_788);
            o.Fill(InstitutionTab.ReportedWorkers, 2_644_000);
            o.Fill(InstitutionTab.ReportedStudents, 1_183_000);
            o.Fill(InstitutionTab.ReportedPensioners, 99_000);
        });
        await registry.CatchUpAsync();
        registry.Board.Apply([new BoardMembers(school, Counts(
            (Measures.Total, 2_592_079),
            (Measures.Of(Employment.Worker, Sex.Man), 241_239), (Measures.Of(Employment.Worker, Sex.Woman), 1_591_480), (Measures.Of(Employment.Worker, null), 202),
            (Measures.Of(Employment.Student, Sex.Man), 228_968), (Measures.Of(Employment.Student, Sex.Woman), 267_883), (Measures.Of(Employment.Student, null), 1_299),
            (Measures.Of(Employment.Pensioner, Sex.Man), 3_265), (Measures.Of(Employment.Pensioner, Sex.Woman), 35_280), (Measures.Of(Employment.Pensioner, null), 1),
            (Measures.Of(null, Sex.Woman), 222_462),
            (Measures.Plastic, 1_695_495), (Measures.Virtual, 67_079), (Measures.Bonus, 303_559), (Measures.Of(Consent), 400_869), (Measures.Of(Email), 1_000_000), (Measures.Of(Unlocks.Letter), 1_200_000)), 1)]);
        registry.Board.TryRead(school, out var node);
        return (node!.SuperiorId!.Value, school);
    }

    private static int[] Counts(params (Measure Measure, int Count)[] lines)
    {
        var counts = new int[Measures.All.Count];
        foreach (var (measure, count) in lines)
            counts[measure.Index] = count;
        return counts;
    }

    private static async Task<int> PutAsync(TestRegistry registry, int school)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", new DateOnly(2026, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    private static async Task ChangeAsync(TestRegistry registry, int id, Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        change(await context.Members.SingleAsync(m => m.Id == id));
        await context.SaveChangesAsync();
    }

    private static async Task ConsentAsync(TestRegistry registry, int id)
    {
        await using var context = await registry.OpenAsync();
        (await context.Members.WithCard().SingleAsync(m => m.Id == id)).GiveConsent(new ConsentText("1", new DateOnly(2026, 1, 1), "Согласен."), "paper", new DateOnly(2026, 10, 1));
        await context.SaveChangesAsync();
    }
}
