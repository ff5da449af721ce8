using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Notices;
using Eseur.Domain.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Notices;

/// <summary>The bell, the list and the settings as one person sees them.</summary>
public sealed class NoticePagesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private NoticeGround ground = null!;
    private Window window = null!;

    public async Task InitializeAsync()
    {
        ground = await NoticeGround.StartAsync();
        window = new Window(ground.Registry, await ground.ActorAsync(ground.Chair));
    }

    public async Task DisposeAsync()
    {
        await window.DisposeAsync();
        await ground.DisposeAsync();
    }

    [Fact]
    public async Task Bell_NoticesComeAndAreRead_CountsAndTellsOnlyOfNewOnes()
    {
        await ComeAsync("Старое");
        var bell = window.Render<NoticeBell>();
        await LookAsync();
        bell.WaitForAssertion(() => Assert.Equal("Уведомления, не прочитано: 1", bell.Find("button.bell").GetAttribute("aria-label")), Patience);
        Assert.Equal("", bell.Find("[role=status]").TextContent);

        for (var i = 0; i < 10; i++)
            await ComeAsync($"Новое {i}");
        await LookAsync();
        bell.WaitForAssertion(() => Assert.Equal("9+", bell.Find(".badge").TextContent), Patience);
        bell.WaitForAssertion(() => Assert.Equal("Новое уведомление: Новое 9", bell.Find("[role=status]").TextContent), Patience);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"Новое {9 - i}"), bell.FindAll(".bell-title").Select(t => t.TextContent));

        window.Click(bell.FindAll("button").Single(b => b.TextContent == "Прочитать все"));
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".badge")), Patience);
        Assert.All(await ground.NoticesAsync(ground.Chair), n => Assert.NotNull(n.ReadAt));
        Assert.All(await ground.NoticesAsync(ground.Assistant), n => Assert.Null(n.ReadAt));
    }

    [Fact]
    public async Task Bell_OfSomebodyWithoutNotices_SaysWhatItIsFor()
    {
        var bell = window.Render<NoticeBell>();
        await window.OpenAsync(bell.Find("#bell-list"));
        Assert.Contains("Уведомлений пока нет", bell.Find(".bell-empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("Уведомления", bell.Find("button.bell").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Settings_BoxChanged_IsSavedAtOnce()
    {
        var page = window.Render<NoticeWishesPage>();
        var info = NoticeKinds.Of(NoticeKind.WeeklyGaps);
        window.Change(page.Find($"[aria-label='{info.Label}: по e-mail']"));
        page.WaitForAssertion(() => Assert.Equal($"Сохранено. {info.Label}: только в программе.", page.Find(".notice-done").TextContent), Patience);

        var stored = (await (await ground.AsAsync<NoticeWishes>(ground.Chair)).ReadAsync()).Single(w => w.Kind == info);
        Assert.Equal((false, true), (stored.ByEmail, stored.InProgram));
        Assert.False(page.Find($"[aria-label='{info.Label}: по e-mail']").HasAttribute("checked"));
    }

    [Fact]
    public void Settings_ShowEveryKind_AndWhatCannotBeSwitchedOffSaysWhy()
    {
        var page = window.Render<NoticeWishesPage>();
        Assert.Equal(NoticeKinds.All.Select(k => k.Label), page.FindAll("tbody strong").Select(s => s.TextContent));
        foreach (var kind in NoticeKinds.All)
        {
            var boxes = page.FindAll($"[aria-label^='{kind.Label}: ']");
            Assert.Equal(2, boxes.Count);
            Assert.All(boxes, b => Assert.Equal(!kind.MayBeOff, b.HasAttribute("disabled")));
        }
        Assert.Contains(NoticeKinds.Of(NoticeKind.AccessChanged).IsFixed!, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_UnreadFirst_ThenByDays_NarrowedByTheAddress()
    {
        var list = await ground.AsAsync<NoticeList>(ground.Chair);
        foreach (var (title, days, isRead) in new[] { ("Давнее", 40, true), ("Вчерашнее", 1, true), ("Непрочитанное давнее", 50, false), ("Свежее", 0, false) })
        {
            await using var context = await ground.Registry.OpenAsync();
            var notice = new Notice(ground.Chair, title == "Свежее" ? NoticeKind.FillAsked : NoticeKind.MandateEnds, DateTime.UtcNow.AddDays(-days), title, "Школа", "dashboard");
            context.Add(notice);
            await context.SaveChangesAsync();
            if (isRead)
                await list.ReadAsync(notice.Id);
        }
        Assert.Equal(["Свежее", "Непрочитанное давнее", "Вчерашнее", "Давнее"], (await list.PageAsync(NoticeFilter.Parse(""), 0, 10)).Select(n => n.Title));
        Assert.Equal(["Свежее"], (await list.PageAsync(NoticeFilter.Parse("?kind=fill-asked"), 0, 10)).Select(n => n.Title));
        Assert.Equal(["Свежее", "Непрочитанное давнее"], (await list.PageAsync(NoticeFilter.Parse("?unread=1&kind=чепуха"), 0, 10)).Select(n => n.Title));
        Assert.Equal((4, 2), await list.CountAsync(new NoticeFilter()));
        Assert.Empty(await (await ground.AsAsync<NoticeList>(ground.Assistant)).PageAsync(new NoticeFilter(), 0, 10));

        await list.ReadAllAsync(NoticeFilter.Parse("?kind=fill-asked"));
        Assert.Equal((4, 1), await list.CountAsync(new NoticeFilter()));
    }

    [Fact]
    public void Filter_WrittenAndRead_IsTheSame()
    {
        foreach (var kind in NoticeKinds.All.Select(k => (NoticeKind?)k.Kind).Append(null))
        {
            var filter = new NoticeFilter { Kind = kind, OnlyUnread = kind is NoticeKind.FillAsked };
            Assert.Equal(filter, NoticeFilter.Parse(filter.ToQueryString()));
        }
    }

    [Fact]
    public void Kinds_AreAllDeclared_WithKeysOfTheirOwn()
    {
        Assert.Equal(Enum.GetValues<NoticeKind>().Order(), NoticeKinds.All.Select(k => k.Kind).Order());
        Assert.Equal(NoticeKinds.All.Count, NoticeKinds.All.Select(k => k.Key).Distinct().Count());
    }

    [Fact]
    public void Page_WithoutNotices_SaysWhatWillBeHere_AndAFilteredOneHowToSeeAll()
    {
        var page = window.Render<NoticesPage>();
        Assert.Contains("Уведомлений пока нет", page.Find(".empty").TextContent, StringComparison.Ordinal);
        window.Services.GetRequiredService<NavigationManager>().NavigateTo("notices?unread=1");
        page.WaitForAssertion(() => Assert.Equal("notices", page.Find(".empty a").GetAttribute("href")), Patience);
    }

    private async Task ComeAsync(string title)
    {
        await ground.CauseAsync(new NoticeCause(NoticeKind.MandateEnds, DateTime.UtcNow.AddMinutes(-1), title, "Подробности", "dashboard") { OrganizationId = ground.School, DueAt = DateTime.UtcNow.AddMinutes(-1) });
        await ground.TellAsync();
    }

    private Task LookAsync() => ground.Registry.App.Services.GetRequiredService<NoticeFeed>().LookAsync();

    private sealed class Window(TestRegistry registry, Actor actor) : BunitRegistry(registry, actor)
    {
        public void Change(AngleSharp.Dom.IElement box) => Change(box, "on");

        public Task OpenAsync(AngleSharp.Dom.IElement popover) => RaiseAsync(popover, "ontoggle", EventArgs.Empty);
    }
}
