using Eseur.Admin.Live.Cards;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Eseur.Tests.Browser;

/// <summary>The register of members: found, narrowed, scrolled to its end, and the same in a colleague's window.</summary>
public sealed class RegisterWalk(Chromium chromium, RunningRegistry running) : Visit(chromium, running)
{
    private const int People = 400;

    [Fact]
    public async Task Members_SearchedFilteredAndScrolled_AreTheSameToAColleague()
    {
        var school = await HiredAsync();
        var page = await SignInAsync(Apparatus, $"/members?under={school}");
        await Expect(page.Locator(".register-count strong")).ToHaveTextAsync($"{People}");

        await page.Locator("#filter-employment").EvaluateAsync("menu => menu.showPopover()");
        await page.Locator("#filter-employment").GetByLabel("Обучающийся (студент)").ClickAsync();
        await Expect(page.Locator(".register-count")).ToContainTextAsync($"{People / 2} из {People}");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".member-name a").First).ToHaveTextAsync("Аббинов Человек");

        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        await Expect(page.Locator(".member-name a").Last).ToHaveTextAsync(LastName);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("человек агг");
        await Expect(page.Locator(".member-name a")).ToHaveTextAsync(["Аггинов Человек"]);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("employment=student", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        var colleague = await SignInAsync(Analyst, page.Url, phone: true);
        await Expect(colleague.Locator(".member-name a")).ToHaveTextAsync(["Аггинов Человек"]);
        await Expect(colleague.Locator(".register-count")).ToContainTextAsync($"1 из {People}");
    }

    private static string Surname(int i) => $"{(char)('А' + (i / 20))}{(char)('б' + (i % 20))}{(char)('б' + (i % 20))}инов";

    private static readonly string LastName = $"{Surname(People - 2)} Человек";

    /// <summary>Every second of them a student.</summary>
    private async Task<int> HiredAsync()
    {
        var school = await Registry.SchoolAsync("ППО для списка");
        await using var context = await Registry.OpenAsync();
        var organization = await context.Organizations.SingleAsync(o => o.Id == school);
        for (var i = 0; i < People; i++)
        {
            var member = Member.PutOnRecord(organization, Surname(i), "Человек", null, new DateOnly(2026, 9, 1), CardSource.Import);
            member.Fill(PersonTab.Employment, i % 2 == 0 ? Employment.Student : Employment.Worker);
            context.Add(member);
        }
        await context.SaveChangesAsync();
        await Registry.App.Services.GetRequiredService<MemberIndex>().Ready;
        return school;
    }
}
