using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Notices;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Notices;

public sealed class WeeklyDigestTests : IAsyncLifetime
{
    private static readonly DateTime Monday = new(2026, 11, 30, 6, 0, 0, DateTimeKind.Utc);
    private NoticeGround ground = null!;

    public async Task InitializeAsync()
    {
        ground = await NoticeGround.StartAsync();
        ground.Clock.Utc = Monday;
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Week_WithNewAndClosedGaps_TellsThemAndTheFiveMostUsefulWithTheirLinks()
    {
        await ground.Registry.ChangeAsync(ground.School, o => InpoTab.DuesRate.Write(o, 1m));
        // What was before this moment was before the week.
        ground.Clock.Utc = DateTime.UtcNow.AddDays(7);
        await ground.Registry.ChangeAsync(ground.School, o => InpoTab.DuesRate.Write(o, null));
        await ground.Registry.ChangeAsync(ground.School, o => InpoTab.IsSmall.Write(o, false));
        await ground.Registry.CatchUpAsync();
        Assert.Equal(2, await ground.Digest.RunAsync());

        var causes = await ground.CausesAsync();
        var (school, region) = (causes.Single(c => c.OrganizationId == ground.School), causes.Single(c => c.OrganizationId == ground.Region));
        Assert.Matches($@"^week:20\d\d-\d\d:{ground.School}$", school.Key);
        var lines = NoticeText.Lines(school.Text);
        Assert.Contains(InpoTab.DuesRate.Label, lines[0].Words, StringComparison.Ordinal);
        Assert.Equal("Заполнено за неделю: 1. Спасибо!", lines[1].Words);
        await using var context = await ground.Registry.OpenAsync();
        var missing = await context.Counters.Where(c => c.OrganizationId == ground.School).Select(c => c.Missing).SingleAsync();
        var first = Catalogue.Passport.MissingIn(missing).First();
        var links = lines.Where(l => l.Link is not null).ToList();
        Assert.Equal(WeeklyDigest.MostUseful, links.Count);
        Assert.Equal(($"{first.Title} (вкладка «Председатель»)", $"organizations/{ground.School}/passport/chairperson?field=chairperson"), (links[0].Words, links[0].Link));
        Assert.Contains("Ниже: не заполнено", NoticeText.Lines(region.Text)[^1].Words, StringComparison.Ordinal);
        Assert.Equal($"dashboard/{ground.Region}", NoticeText.Lines(region.Text)[^1].Link);
    }

    [Fact]
    public async Task Digest_AskedForAgainAndByTwoNodesAtOnce_IsOneAWeek()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ground.Digest.RunAsync()));
        Assert.Equal(2, told.Sum());
        ground.Clock.Utc = Monday.AddDays(6);
        Assert.Equal(0, await ground.Digest.RunAsync());
        ground.Clock.Utc = Monday.AddDays(7);
        Assert.Equal(2, await ground.Digest.RunAsync());
        Assert.Equal(4, (await ground.CausesAsync()).Count);
    }

    [Fact]
    public async Task Organization_WithoutAnybodyToTell_HasNoDigest()
    {
        await ground.HireAsync("Аналитик", RegistryRole.Analyst, ground.FarSchool);
        await ground.HireAsync("Закрытая", RegistryRole.Chairperson, ground.FarSchool, closed: Monday);
        await ground.Digest.RunAsync();

        Assert.DoesNotContain(await ground.CausesAsync(), c => c.OrganizationId == ground.FarSchool);
    }

    [Fact]
    public void Lines_OfAnyTwoStates_NameTheMostUsefulInTheCataloguesOrderAndNothingWhereNothingIs()
    {
        var all = Catalogue.Passport.Gaps.Aggregate(0L, (mask, g) => mask | g.Mask);
        var state = Gen.Choose(0, int.MaxValue).Select(n => n & all);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(state.SelectMany(before => state.Select(now => (before, now)))), pair =>
        {
            var (before, now) = pair;
            var lines = WeeklyDigest.Lines(7, before, now, node: null);
            var useful = Catalogue.Passport.MissingIn(now).Take(5).ToList();
            Assert.Equal(useful.Select(g => $"{g.Title} (вкладка «{Catalogue.Passport.TabOf(g).Title}»)"), lines.Where(l => l.Link is not null).Select(l => l.Words));
            Assert.All(lines.Where(l => l.Link is not null).Zip(useful), pair => Assert.StartsWith($"organizations/7/passport/{Catalogue.Passport.TabOf(pair.Second).Key}?field=", pair.First.Link, StringComparison.Ordinal));
            Assert.Equal(now == 0 && before == 0, lines.Count == 0);
            foreach (var gap in Catalogue.Passport.MissingIn(now & ~before))
                Assert.Contains(gap.Title, lines[0].Words, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void Lines_OfAPassportFilledThisWeek_SaySo() =>
        Assert.Equal(["Заполнено за неделю: 1. Спасибо!", "Паспорт заполнен целиком."], WeeklyDigest.Lines(7, InpoBit, 0, node: null).Select(l => l.Words));

    [Theory]
    [InlineData("2026-11-30T05:59:00Z", null, 1)]
    [InlineData("2026-11-30T06:00:00Z", null, 0)]
    [InlineData("2026-11-30T12:00:00Z", null, 0)]
    [InlineData("2026-11-30T12:00:00Z", "2026-11-30", 18 * 60)]
    [InlineData("2026-11-30T23:30:00Z", "2026-11-30", 390)]
    public void Rounds_BeginAtNineInMoscow(string now, string? done, int minutes)
    {
        var clock = new SetClock(DateTime.Parse(now, null, System.Globalization.DateTimeStyles.AdjustToUniversal));
        var rounds = new NoticeRounds(ground.Terms, ground.Registry.App.Services.GetRequiredService<FilledRequests>(), ground.Digest, ground.Retention, new NoticeRhythm(TimeSpan.Zero, true), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<NoticeRounds>.Instance);
        Assert.Equal(TimeSpan.FromMinutes(minutes), rounds.UntilNext(done is null ? null : DateOnly.Parse(done, null)));
    }

    private static long InpoBit => Catalogue.Passport.Gaps.First(g => g.Field == InpoTab.DuesRate).Mask;
}
