using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.PutOnRecord;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>The two dialogs and the page of requests, as one person sees them.</summary>
public sealed class MoveDialogsTests : BunitRegistry, IAsyncLifetime
{
    private MovesGround ground = null!;
    private int member;
    private int done;

    public async Task InitializeAsync()
    {
        ground = await MovesGround.StartAsync();
        member = await ground.PutAsync(ground.School);
        await ground.Registry.CatchUpAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task TakeOff_ReasonPicked_TakesOffToday()
    {
        var dialog = await TakeOffAsync();
        Assert.Equal(["По заявлению", "Исключение", "Смерть"], dialog.FindAll(".reason").Select(r => r.TextContent.Trim()));
        Submit(dialog.Find("form"));
        Assert.Contains("Выберите причину", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Change(dialog.Find(".reason input"), "own-wish");
        Submit(dialog.Find("form"));

        Assert.Equal(1, done);
        var card = await ground.ReadAsync(member);
        Assert.Equal((MovesGround.Today, "own-wish"), (card.OffRecordOn, card.OffReason));
    }

    [Fact]
    public async Task TakeOff_FutureDay_IsToldAndNothingIsLost()
    {
        var dialog = await TakeOffAsync();
        Change(dialog.Find(".reason input"), "own-wish");
        Type(dialog.Find("#take-off-record-until"), "30.11.2026");
        Submit(dialog.Find("form"));

        Assert.Contains("ещё не наступило", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("30.11.2026", dialog.Find("#take-off-record-until").GetAttribute("value"));
        Assert.Equal(0, done);
    }

    [Theory]
    [InlineData(false, "Запрос получит ППО школы № 2", "Запросить перевод")]
    [InlineData(true, "произойдёт сразу", "Перевести")]
    public async Task Transfer_TargetPicked_SaysHowItWillHappen(bool superior, string what, string button)
    {
        await UseAsync(superior ? ground.Region : ground.School);
        var dialog = Render<TransferDialog>(p => p.Add(d => d.MemberId, member).Add(d => d.FullName, "Петрова Анна").Add(d => d.OrganizationId, ground.School).Add(d => d.Version, 1).Add(d => d.Done, () => { done++; }));
        // A school of another's is found by all the digits of its ИНН and by nothing less.
        await RaiseAsync(dialog.Find("input[role=combobox]"), "oninput", new ChangeEventArgs { Value = superior ? "школы" : MovesGround.InnOf(ground.OtherSchool)[..9] });
        dialog.WaitForState(() => dialog.Find("input[role=combobox]").GetAttribute("aria-expanded") == "true");
        Assert.Equal(superior, dialog.FindAll("[role=option]").Any(o => o.TextContent.Contains("школы № 2", StringComparison.Ordinal)));
        await RaiseAsync(dialog.Find("input[role=combobox]"), "oninput", new ChangeEventArgs { Value = superior ? "школы" : MovesGround.InnOf(ground.OtherSchool) });
        dialog.WaitForState(() => dialog.FindAll("[role=option]").Any(o => o.TextContent.Contains("школы № 2", StringComparison.Ordinal)));
        Click(dialog.FindAll("[role=option]").Single(o => o.TextContent.Contains("школы № 2", StringComparison.Ordinal)));

        Assert.Contains(what, dialog.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(button, dialog.Find(".button-main").TextContent.Trim());
        Submit(dialog.Find("form"));

        Assert.Equal(1, done);
        Assert.Equal(superior ? ground.OtherSchool : ground.School, (await ground.ReadAsync(member)).OrganizationId);
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(superior ? 0 : 1, await context.TransferRequests.CountAsync());
    }

    [Fact]
    public async Task Transfer_SeenFromAnotherSchool_OffersTheOwnOne()
    {
        Use(await ground.ActorOfAsync(ground.FarSchool, reads: ground.School));
        var dialog = Render<TransferDialog>(p => p.Add(d => d.MemberId, member).Add(d => d.FullName, "Петрова Анна").Add(d => d.OrganizationId, ground.School).Add(d => d.Version, 1));
        Assert.Equal("ППО гимназии", dialog.Find("input[role=combobox]").GetAttribute("value"));
        Submit(dialog.Find("form"));
        Assert.Equal(member, Assert.Single((await ground.TransfersOfAsync(ground.School)).ToAnswer).MemberId);
    }

    [Theory]
    [InlineData("school", "Перевести", "Снять с учёта")]
    [InlineData("far")]
    [InlineData("far-reader", "Перевести к себе")]
    [InlineData("analyst")]
    public async Task Actions_OfEachPerson_AreThoseTheyMayDo(string who, params string[] offered)
    {
        Use(who switch
        {
            "analyst" => Acting.As("Аналитик", 1, null),
            "far-reader" => await ground.ActorOfAsync(ground.FarSchool, reads: ground.School),
            _ => await ground.ActorOfAsync(who == "far" ? ground.FarSchool : ground.School),
        });
        var actions = Render<MoveActions>(p => p.Add(a => a.MemberId, member).Add(a => a.FullName, "Петрова Анна").Add(a => a.OrganizationId, ground.School).Add(a => a.Version, 1).Add(a => a.OnRecord, true).Add(a => a.Done, () => { done++; }));
        Assert.Equal(offered, actions.FindAll("button").Select(b => b.TextContent.Trim()));
        if (who != "school")
            return;

        Click(actions.FindAll("button")[1]);
        Change(actions.Find(".reason input"), "own-wish");
        Submit(actions.Find("form"));

        Assert.Equal(1, done);
        Assert.Empty(actions.FindAll("dialog"));
    }

    [Fact]
    public async Task Rejoin_PersonOffRecord_ComesToTheOwnOrganisationToday()
    {
        await (await ground.MovesOfAsync(ground.School)).TakeOffAsync(member, null, "own-wish", MovesGround.Today);
        Use(await ground.ActorOfAsync(ground.FarSchool, reads: ground.School));
        var actions = Render<MoveActions>(p => p.Add(a => a.MemberId, member).Add(a => a.FullName, "Петрова Анна").Add(a => a.OrganizationId, ground.School).Add(a => a.Version, 2).Add(a => a.OnRecord, false).Add(a => a.Done, () => { done++; }));

        Assert.Equal("Поставить на учёт", actions.Find("button").TextContent.Trim());
        Click(actions.Find("button"));
        Assert.Equal("ППО гимназии", actions.Find("input[role=combobox]").GetAttribute("value"));
        Submit(actions.Find("form"));

        Assert.Equal(1, done);
        Assert.Empty(actions.FindAll("dialog"));
        var card = await ground.ReadAsync(member);
        Assert.Equal((ground.FarSchool, MovesGround.Today, true), (card.OrganizationId, card.OnRecordSince, card.IsOnRecord));
    }

    [Fact]
    public async Task Page_RefusedWithReason_TellsItAndEmptiesTheList()
    {
        await ground.AskAsync(ground.FarSchool, member, ground.FarSchool);
        await UseAsync(ground.School);
        var page = Render<TransfersPage>();
        Assert.Equal("Отпустить", page.Find(".answers .button-main").TextContent.Trim());

        Click(page.Find(".answers .button-danger"));
        Submit(page.Find("dialog form"));
        Assert.Contains("Напишите, почему", page.Find("dialog .error").TextContent, StringComparison.Ordinal);
        Type(page.Find("dialog textarea"), "Человек нужен здесь");
        Submit(page.Find("dialog form"));

        page.WaitForAssertion(() => Assert.Contains("Вы отказали", page.Find(".notice-done").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("dialog"));
        Assert.Contains("Отвечать не на что", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("Человек нужен здесь", page.Find(".transfer .reason").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AnsweredElsewhere_SaysSoAndReadsAgain()
    {
        var request = await ground.AskAsync(ground.FarSchool, member, ground.FarSchool);
        await UseAsync(ground.School);
        var page = Render<TransfersPage>();
        await (await ground.MovesOfAsync(ground.FarSchool)).WithdrawAsync(request);

        Click(page.Find(".answers .button-main"));

        Assert.Contains("уже ответили", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".answers"));
    }

    private async Task<IRenderedComponent<TakeOffDialog>> TakeOffAsync()
    {
        await UseAsync(ground.School);
        return Render<TakeOffDialog>(p => p.Add(d => d.MemberId, member).Add(d => d.FullName, "Петрова Анна").Add(d => d.OrganizationId, ground.School).Add(d => d.Version, 1).Add(d => d.Done, () => { done++; }));
    }

    private async Task UseAsync(int organization) => Use(await ground.ActorOfAsync(organization));

    private void Use(Actor actor)
    {
        Use(ground.Registry, actor);
        Services.AddOrganizations();
        Services.AddMemberMoves();
        Services.AddPuttingOnRecord();
        Services.AddSingleton<TimeProvider>(ground.Clock);
    }
}
