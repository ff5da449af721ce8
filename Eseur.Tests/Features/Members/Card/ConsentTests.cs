using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Xunit;

namespace Eseur.Tests.Features.Members.Card;

public sealed class ConsentTests
{
    private const string Anna = "Анна";
    private static readonly DateOnly Given = new(2024, 3, 1);
    private static readonly Gap ConsentGap = Catalogue.Card.Gap(PersonTab.Consent.Key)!;

    [Fact]
    public async Task Give_WithTextAndChannel_ClosesTheGap()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        Assert.Contains(ConsentGap, page.Now!.Missing);
        Assert.Equal(1, await desk.CountAsync(Measures.Of(ConsentGap)));

        Assert.True(await page.GiveConsentAsync(page.Now.Version, "2", "paper", Given));

        var stored = await desk.StoredAsync();
        Assert.Equal((Given, "2", "paper"), (stored.ConsentOn!.Value, stored.ConsentText, stored.ConsentChannel));
        Assert.DoesNotContain(ConsentGap, page.Now.Missing);
        Assert.Equal(0, await desk.CountAsync(Measures.Of(ConsentGap)));
    }

    [Fact]
    public async Task Withdraw_Given_IsAGapAgainAndKeptInHistory()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await page.GiveConsentAsync(page.Now!.Version, "2", "paper", Given);

        Assert.True(await page.WithdrawConsentAsync(page.Now.Version, Given.AddDays(10)));

        Assert.Contains(ConsentGap, page.Now.Missing);
        Assert.Equal(1, await desk.CountAsync(Measures.Of(ConsentGap)));
        var past = Assert.Single((await desk.StoredAsync()).PastConsents);
        Assert.Equal((Given, "2", "paper", Given.AddDays(10), true), (past.Given, past.Text, past.Channel, past.Until, past.Withdrawn));
        var history = await desk.History(Anna).ReadAsync(desk.Card, PersonTab.Consent.Key, null, null, 10);
        Assert.Equal(["Отозвано согласие на обработку данных", "Дано согласие на обработку данных"], history.Select(c => c.Act));
        Assert.Equal(("01.03.2024", null), (history[0].Lines[0].Was, history[0].Lines[0].Became));
    }

    [Fact]
    public async Task GiveAgain_NewerText_KeepsTheFormerAsReplaced()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await page.GiveConsentAsync(page.Now!.Version, "1", "paper", new DateOnly(2020, 9, 1));

        Assert.True(await page.GiveConsentAsync(page.Now.Version, "2", "cabinet", Given));

        Assert.Equal(("1", false), (Assert.Single(page.Now.PastConsents).Text, page.Now.PastConsents[0].Withdrawn));
        Assert.Equal("2", (await desk.StoredAsync()).ConsentText);
    }

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "2", "paper", "2023-05-01", "действует с 01.01.2024" },
        { "2", "paper", "2100-01-01", "ещё не наступил" },
        { "2", "pigeon", "2024-05-01", "как дано согласие" },
        { "7", "paper", "2024-05-01", "Такого текста" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Give_Wrongly_IsRefusedWithTheReason(string text, string channel, string on, string reason)
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);

        Assert.False(await page.GiveConsentAsync(page.Now!.Version, text, channel, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains(reason, page.Problem, StringComparison.Ordinal);
        Assert.Null((await desk.StoredAsync()).ConsentOn);
    }

    [Fact]
    public async Task Give_AnotherGaveMeanwhile_IsToldInsteadOfReplacingIt()
    {
        await using var desk = await CardDesk.OpenAsync();
        var (anna, boris) = (await desk.EditorAsync(Anna), await desk.EditorAsync("Борис"));
        var seen = anna.Now!.Version;
        await boris.GiveConsentAsync(boris.Now!.Version, "2", "paper", Given);

        Assert.False(await anna.GiveConsentAsync(seen, "2", "cabinet", Given));

        Assert.Contains("Борис", anna.Problem, StringComparison.Ordinal);
        Assert.Equal("paper", (await desk.StoredAsync()).ConsentChannel);
    }

    [Fact]
    public async Task Withdraw_OffRecord_IsStillPossible()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await page.GiveConsentAsync(page.Now!.Version, "2", "paper", Given);
        await desk.ChangeAsync(m => m.TakeOff("own-wish", new DateOnly(2025, 9, 1)));
        await page.LoadAsync(desk.MemberId);
        Assert.Equal((false, true), (page.Now!.MayWrite, page.Now.MayWithdraw));

        Assert.True(await page.WithdrawConsentAsync(page.Now.Version, new DateOnly(2026, 1, 1)));

        Assert.Null((await desk.StoredAsync()).ConsentOn);
        await Assert.ThrowsAsync<RuleBrokenException>(() => desk.Service(Anna).GiveConsentAsync(desk.MemberId, page.Now.Version, "2", "paper", Given));
    }

    [Fact]
    public async Task Consent_OfAnotherOrganisationsMember_IsRefused()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna, null);
        Assert.False(await page.GiveConsentAsync(page.Now!.Version, "2", "paper", Given));
        Assert.Contains("нет права", page.Problem, StringComparison.Ordinal);
        Assert.Null((await desk.StoredAsync()).ConsentOn);
    }
}
