using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Letters.Pages;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Letters;
using Eseur.Tests.Features.Letters.Mailings;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Pages;

/// <summary>The pages of mailings without a browser.</summary>
public sealed class MailingPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private MailingGround ground = null!;

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task List_Empty_SaysWhyAndBeginsADraft()
    {
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var list = List(pages);
        Assert.Contains("Рассылок ещё не было", list.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Почта", list.Find(".toolbar").TextContent, StringComparison.Ordinal);
        pages.Click(list.Find(".toolbar .button-main"));

        await using var context = await ground.Registry.OpenAsync();
        var made = await context.Mailings.SingleAsync();
        Assert.Equal(ground.Region, made.OrganizationId);
        Assert.EndsWith($"/letters/{made.Id}", pages.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfMailings_SaysToWhomAndHowMuchArrived()
    {
        await ground.SentAsync(ground.Apparatus, ground.Region, new MailingAudience { Organizations = new OrganizationFilter { Under = ground.Territory } });
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var cells = List(pages).FindAll("tbody td").Select(c => c.TextContent.Trim()).ToList();

        Assert.StartsWith("О конференции", cells[0], StringComparison.Ordinal);
        Assert.Equal("Председателям: Районная организация", cells[1]);
        // The parts of a share stand beside it for whoever hears the page.
        Assert.StartsWith("0,0\u202f% (0 из 8 на ", cells[4], StringComparison.Ordinal);
        Assert.StartsWith("25,0\u202f% (2 из 8 на ", cells[5], StringComparison.Ordinal);
        Assert.Equal("8", cells[3]);
    }

    [Fact]
    public async Task Forecast_EachNumber_LeadsToItsList()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?step=forecast");
        Assert.Equal("Дойдёт до 33,3\u202f%: 3 из 9", page.Find("#forecast-title").TextContent);
        var missing = page.FindAll("a").First(a => a.GetAttribute("href") == $"letters/{id}?step=forecast&level=primary&obstacle=noaddress");
        Assert.Equal("1", missing.TextContent);

        pages.Services.GetRequiredService<NavigationManager>().NavigateTo(missing.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal("Первичные, адреса нет", page.Find("#list-title").TextContent), Patience);
        page.WaitForAssertion(() => Assert.Equal("ППО школы № 3", page.FindAll("tbody")[^1].QuerySelectorAll("td")[1].TextContent), Patience);
    }

    [Fact]
    public async Task Ask_ForWhatIsMissing_TellsHowManyWereAsked()
    {
        await ground.HireAsync("chair6@school.example", Eseur.Domain.Access.RegistryRole.Chairperson, ground.Schools[5]);
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?step=forecast");
        pages.Click(page.FindAll(".act button").First(b => b.TextContent.Contains("Согласие не указано", StringComparison.Ordinal)));
        Assert.Contains("1 получатель", page.Find("dialog").TextContent, StringComparison.Ordinal);
        pages.Click(page.Find("dialog .button-main"));

        page.WaitForAssertion(() => Assert.Equal("Попросили: 1 организация.", page.Find(".notice-done").TextContent.Trim()), Patience);
        Assert.Empty(page.FindAll("dialog"));

        // Where nobody works, nothing is done yet: the page says what to do.
        pages.Click(page.FindAll(".act button").First(b => b.TextContent.Contains("Адреса нет", StringComparison.Ordinal)));
        pages.Click(page.Find("dialog .button-main"));
        page.WaitForAssertion(() => Assert.Contains("Пригласите", page.Find(".notice-gap").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Send_WithAWrongField_NamesItsLineAndCannotBePressed()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await ground.Service<MailingActs>(ground.Apparatus).SaveAsync(id, version, new MailingDraft(LetterChannel.Email, new MailingAudience(), "Тема", "Здравствуйте,\n{{иммя}}!"));
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?step=send");

        Assert.Contains("Строка 2: Поля {{иммя}} нет. Возможно, нужно {{имя}}?", page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("section .button-main").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Send_ToNobody_IsWarnedOf()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region, new MailingAudience { Organizations = new OrganizationFilter { Query = "школы № 2" } });
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);

        Assert.Contains("не дойдёт никому", Open(pages, id, "?step=send").Find(".notice-wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AtAMoment_IsPlannedForMoscowTime()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new Pressing(ground);
        var page = Open(pages, id, "?step=send");
        pages.Tick(page.FindAll("input[name=when]")[1]);
        pages.Put(page.Find("#at"), "2030-02-03T10:30");
        pages.Click(page.Find("section .button-main"));
        Assert.Contains("03.02.2030 10:30 по Москве", page.Find("dialog").TextContent, StringComparison.Ordinal);
        pages.Click(page.Find("dialog .button-main"));

        page.WaitForAssertion(() => Assert.Contains("Ждёт отправки", page.Find("#progress-title").TextContent, StringComparison.Ordinal), Patience);
        var planned = await ground.MailingAsync(id);
        Assert.Equal((MailingState.Planned, new DateTime(2030, 2, 3, 7, 30, 0, DateTimeKind.Utc)), (planned.State, planned.StartAt));
    }

    [Fact]
    public async Task Send_InWaves_BeginsWhereTheDayBegins()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new Pressing(ground);
        var page = Open(pages, id, "?step=send");
        pages.Tick(page.FindAll("input[name=when]")[2]);
        pages.Put(page.Find("#day"), "2030-02-03");
        pages.Put(page.Find("#hour"), "18");
        pages.Click(page.Find("section .button-main"));
        pages.Click(page.Find("dialog .button-main"));
        page.WaitForAssertion(() => Assert.Contains("у каждого в 18:00", page.Find("#progress-title ~ p[role=status], p[role=status]").TextContent, StringComparison.Ordinal), Patience);

        var planned = await ground.MailingAsync(id);
        // Six in the evening of Kamchatka, and for Kaliningrad that of the same day is still to come.
        Assert.Equal((18, new DateTime(2030, 2, 3, 6, 0, 0, DateTimeKind.Utc)), ((int)planned.LocalHour!, planned.StartAt));
        Assert.Equal(new DateTime(2030, 2, 3, 16, 0, 0, DateTimeKind.Utc), Eseur.Domain.References.RegionTime.Next(planned.StartAt!.Value, 18, "39"));
    }

    [Fact]
    public async Task Sent_Mailing_ShowsStatesByLevelBesideTheSlides()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = OpenSent(pages, id, "?level=primary&state=suppressed");

        Assert.Contains("Доставлено пока 0,0\u202f%: 0 из 9", page.Find("#figures-title").TextContent, StringComparison.Ordinal);
        var levels = page.FindAll(".scroll-x tbody tr").Select(r => r.TextContent.Trim().Split('\n')[0]).ToList();
        Assert.Equal(["Региональные", "Территориальные", "Первичные", "Все"], levels.Select(l => l.Trim()));
        Assert.Contains("49\u202f%", page.Find(".scroll-x").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("section[aria-labelledby=letters-title] tbody tr").Count), Patience);
        pages.Click(page.FindAll(".sent-head button").First(b => b.TextContent == "Приостановить"));
        page.WaitForAssertion(() => Assert.Contains("Приостановлена", page.Find("#progress-title").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(MailingState.Paused, (await ground.MailingAsync(id)).State);
    }

    [Fact]
    public async Task Text_TypedInPieces_IsPutTogetherAndJudged()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?step=text");
        var step = page.FindComponent<TextStep>();
        await step.InvokeAsync(() => step.Instance.BodyTyped("Здравствуйте, {{им", true, false));
        await step.InvokeAsync(() => step.Instance.BodyTyped("мя}}!", false, true));
        page.WaitForAssertion(() => Assert.Contains("Строка 1: Поля {{иммя}} нет.", page.Find("#body-wrong").TextContent, StringComparison.Ordinal), Patience);
        await step.InvokeAsync(() => step.Instance.SaveNow());

        Assert.Equal("Здравствуйте, {{иммя}}!", (await ground.MailingAsync(id)).Body);
        Assert.Contains("&recipient=", Next(pages, page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAnother_IsShownAndNotOffered()
    {
        var (id, _) = await ground.DraftAsync(Actor.System("Аппарат"), ground.Registry.RootId);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);

        Assert.Contains("Такой рассылки нет", Open(pages, id, "").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipients_WhereSmsIsSetUp_ItIsOfferedAndAsksForItsOwnConsent()
    {
        await using var own = await MailingGround.StartAsync("--Sms:Folder", "sms");
        var (id, _) = await own.DraftAsync(own.Apparatus, own.Region, new MailingAudience { Organizations = new OrganizationFilter { Under = own.Territory } });
        await using var pages = new Pressing(own);
        var page = Open(pages, id, "?step=recipients");
        Assert.Equal(["E-mail", "SMS"], page.FindAll(".ways strong").Select(s => s.TextContent));
        Assert.Equal("2", Arriving());
        pages.Tick(page.FindAll(".ways input")[1]);
        page.WaitForAssertion(() => Assert.Equal("0", Arriving()), Patience);

        string Arriving() => page.FindAll(".quiet").Single(e => e.TextContent == " · дойдёт ").NextElementSibling!.TextContent;
    }

    [Fact]
    public async Task List_InAState_IsThatOfItsAddress()
    {
        await ground.SentAsync(ground.Apparatus, ground.Region);
        await ground.DraftAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var list = List(pages, "letters?state=draft");
        Assert.Equal("Черновик", Assert.Single(list.FindAll("tbody .chip")).TextContent);

        pages.Services.GetRequiredService<NavigationManager>().NavigateTo("letters?state=cancelled");
        list.WaitForAssertion(() => Assert.Contains("в таком состоянии нет", list.Find(".empty").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Sent_Finished_SaysWhatWasLostAndWhy()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using (var context = await ground.Registry.OpenAsync())
        {
            var now = DateTime.UtcNow;
            var letters = await context.Letters.Where(l => l.MailingId == id && l.State == LetterState.Queued).OrderBy(l => l.Id).ToListAsync();
            letters[0].MarkBounced("5.1.1", "unknown user", now);
            letters[1].MarkSent(now);
            letters[2].MarkSent(now);
            await context.SaveChangesAsync();
            letters[2].MarkDelivered(now);
            await context.SaveChangesAsync();
        }
        await ground.TurnAsync();
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = OpenSent(pages, id, "?status=5.1.1");

        Assert.Equal("Доставлено пока 11,1\u202f%: 1 из 9, ещё 1 в пути", page.Find("#figures-title").TextContent);
        Assert.Contains("если не вернулось за 72 часа", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("progress"));
        Assert.StartsWith("Началась ", page.Find(".sent-head ~ p[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Не дошло 1 письмо: такого ящика нет", page.FindAll("summary").Select(s => s.TextContent));
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == $"letters/{id}?state=bounced&status=5.1.1");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("section[aria-labelledby=letters-title] tbody tr")), Patience);
        Assert.Equal("Такого ящика нет (5.1.1)", page.Find("section[aria-labelledby=letters-title] .reason option[selected]").TextContent);
    }

    [Fact]
    public async Task Sent_WhileLettersMove_ShowsFiguresAtOnceAndTheListAfterAWhile()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        var clock = new ManualClock();
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        pages.Services.AddSingleton<TimeProvider>(clock);
        var page = OpenSent(pages, id, "");
        Assert.Equal("9", page.Find("#letters-title ~ .row [role=status] strong").TextContent);
        await using (var context = await ground.Registry.OpenAsync())
            await context.Letters.Where(l => l.State == LetterState.Queued).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Delivered));
        using var patience = new CancellationTokenSource(Patience);
        while ((await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!.All.Delivered == 0)
            await Task.Delay(100, patience.Token);

        await PassAsync(2);
        Assert.StartsWith("Доставлено 33,3", page.Find("#figures-title").TextContent, StringComparison.Ordinal);
        await PassAsync(2);
        await PassAsync(2);
        Assert.Equal(3, Chips("В очереди"));
        await PassAsync(4);
        page.WaitForAssertion(() => Assert.Equal((0, 3), (Chips("В очереди"), Chips("Доставлено"))), Patience);

        int Chips(string state) => page.FindAll("section[aria-labelledby=letters-title] tbody .chip").Count(c => c.TextContent == state);

        async Task PassAsync(int seconds)
        {
            var waits = clock.Waits;
            clock.Advance(TimeSpan.FromSeconds(seconds));
            while (clock.Waits == waits)
                await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task Sent_LettersBeingSent_AreBehindTheNumberOfThoseWaiting()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using (var context = await ground.Registry.OpenAsync())
        {
            var first = await context.Letters.Where(l => l.State == LetterState.Queued).MinAsync(l => l.Id);
            await context.Letters.Where(l => l.Id == first).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Sending));
        }
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = OpenSent(pages, id, "?state=queued");

        Assert.Equal("3", page.FindAll(".states a").Single(a => a.TextContent.Contains("в очереди", StringComparison.Ordinal)).QuerySelector("strong")!.TextContent);
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("section[aria-labelledby=letters-title] tbody tr").Count), Patience);
    }

    [Fact]
    public async Task Sent_SearchedForAPerson_IsFoundExportedAndOnRecord()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?q=" + Uri.EscapeDataString($"петрова {ground.Schools[3]}"));
        page.WaitForAssertion(() => Assert.Equal("ППО школы № 4", Assert.Single(page.FindAll("section[aria-labelledby=letters-title] tbody tr")).QuerySelectorAll("td")[1].TextContent), Patience);
        pages.Click(page.FindAll("button").First(b => b.TextContent == "В Excel"));
        page.WaitForAssertion(() => Assert.StartsWith("jobs/", page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal), Patience);

        await ground.Registry.App.Services.GetRequiredService<Eseur.Admin.Features.Audit.ReadingRecorder>().FlushAsync();
        await using var context = await ground.Registry.OpenAsync();
        var readings = await context.Readings.AsNoTracking().Where(r => r.Kind == Eseur.Domain.Changes.ReadingKind.Search || r.Kind == Eseur.Domain.Changes.ReadingKind.Export).OrderBy(r => r.Kind).Select(r => new { r.Kind, r.Count, r.Details }).ToListAsync();
        Assert.Equal([(Eseur.Domain.Changes.ReadingKind.Search, 1), (Eseur.Domain.Changes.ReadingKind.Export, 1)], readings.Select(r => (r.Kind, r.Count!.Value)));
        // That somebody looked, not for whom.
        Assert.Equal($"Письма рассылки № {id}", readings[0].Details);
    }

    [Fact]
    public async Task Forecast_OfOneLevel_HasNoSumBesideIt()
    {
        var (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region, new MailingAudience { Organizations = new OrganizationFilter { Query = "школы № 3" } });
        await using var pages = new BunitRegistry(ground.Registry, ground.Apparatus);
        var page = Open(pages, id, "?step=forecast");

        // One level has no sum of its own beside it.
        Assert.Equal(["Дойдёт ли", "Первичные", "Что сделать"], page.FindAll(".scroll-x thead th").Select(t => t.TextContent));
        Assert.Equal("Дойдёт до 0,0\u202f%: 0 из 1", page.Find("#forecast-title").TextContent);
    }

    private static IRenderedComponent<MailingsPage> List(BunitRegistry pages, string address = "letters")
    {
        pages.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var list = pages.Render<MailingsPage>();
        list.WaitForState(() => list.FindAll("[aria-busy=true]").Count == 0, Patience);
        return list;
    }

    private static string Next(BunitRegistry pages, IRenderedComponent<MailingPage> page)
    {
        pages.Click(page.Find("button[aria-label='Следующий получатель']"));
        return page.WaitForElement("iframe", Patience).GetAttribute("src")!;
    }

    private static IRenderedComponent<MailingPage> Open(BunitRegistry pages, int id, string query)
    {
        pages.Services.GetRequiredService<NavigationManager>().NavigateTo($"letters/{id}{query}");
        var page = pages.Render<MailingPage>(p => p.Add(x => x.Id, id));
        page.WaitForState(() => page.FindAll("[aria-busy=true]").Count == 0, Patience);
        return page;
    }

    /// <summary>The list of letters does not wait for the figures, and may be there before them.</summary>
    private static IRenderedComponent<MailingPage> OpenSent(BunitRegistry pages, int id, string query)
    {
        var page = Open(pages, id, query);
        page.WaitForElement("#figures-title", Patience);
        return page;
    }

    private sealed class Pressing(MailingGround ground) : BunitRegistry(ground.Registry, ground.Apparatus)
    {
        public void Tick(AngleSharp.Dom.IElement box) => Change(box, "on");

        public void Put(AngleSharp.Dom.IElement input, string value) => Change(input, value);
    }
}
