using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>A transfer that one side asks for and the other answers.</summary>
public sealed class TransferRequestTests : IAsyncLifetime
{
    private MovesGround ground = null!;
    private int member;

    public async Task InitializeAsync()
    {
        ground = await MovesGround.StartAsync();
        member = await ground.PutAsync(ground.School);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accept_ByTheOtherSide_Transfers(bool askedByGiver)
    {
        var (asks, answers) = askedByGiver ? (ground.School, ground.FarSchool) : (ground.FarSchool, ground.School);
        var request = await ground.AskAsync(asks, member, ground.FarSchool);
        Assert.Equal(ground.School, (await ground.ReadAsync(member)).OrganizationId);

        await (await ground.MovesOfAsync(answers)).AcceptAsync(request);

        var card = await ground.ReadAsync(member);
        Assert.Equal((ground.FarSchool, MovesGround.Today), (card.OrganizationId, card.OnRecordSince));
        var accepted = await ground.RequestAsync(request);
        Assert.Equal((TransferState.Accepted, askedByGiver), (accepted.State, accepted.AskedByGiver));
        Assert.Equal("Переведён из «ППО школы № 1» в «ППО гимназии»", (await ground.LastChangeAsync(member)).Act);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Accept_ByWhoeverAsked_IsRefused()
    {
        var giver = await ground.MovesOfAsync(ground.School);
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);

        await RefusedAsync("только вторая сторона", () => giver.AcceptAsync(request));
        await RefusedAsync("только вторая сторона", () => giver.RefuseAsync(request, "Передумали"));

        Assert.Equal(TransferState.Asked, (await ground.RequestAsync(request)).State);
    }

    [Fact]
    public async Task Withdraw_ByTheOtherSide_IsRefused()
    {
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);
        var receiver = await ground.MovesOfAsync(ground.FarSchool);
        await RefusedAsync("та сторона, которая его послала", () => receiver.WithdrawAsync(request));
    }

    [Fact]
    public async Task Refuse_WithReason_KeepsThePersonAndTellsWhy()
    {
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);
        var receiver = await ground.MovesOfAsync(ground.FarSchool);

        await RefusedAsync("Напишите, почему", () => receiver.RefuseAsync(request, " "));
        await receiver.RefuseAsync(request, "Человек у нас не работает");

        Assert.Equal(ground.School, (await ground.ReadAsync(member)).OrganizationId);
        var answered = Assert.Single((await ground.TransfersOfAsync(ground.School)).Answered);
        Assert.Equal((TransferState.Refused, "Человек у нас не работает"), (answered.State, answered.Reason));
        await RefusedAsync("уже ответили", () => receiver.AcceptAsync(request));
    }

    [Fact]
    public async Task Withdraw_ByWhoeverAsked_MakesRoomForAnother()
    {
        var giver = await ground.MovesOfAsync(ground.School);
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);
        await RefusedAsync("Перевод в «ППО гимназии» уже запрошен", () => ground.AskAsync(ground.School, member, ground.OtherSchool));

        await giver.WithdrawAsync(request);

        Assert.NotEqual(0, await ground.AskAsync(ground.School, member, ground.OtherSchool));
    }

    [Fact]
    public async Task Request_AgainstTheRules_IsRefused()
    {
        var reader = ground.MovesOf(Acting.As("Аналитик", null, null));
        await RefusedAsync("одна из двух организаций", () => reader.RequestTransferAsync(member, ground.FarSchool));
        await RefusedAsync("без запроса", () => ground.Moves.RequestTransferAsync(member, ground.FarSchool));
        await RefusedAsync("и так состоит", () => ground.AskAsync(ground.School, member, ground.School));
        await RefusedAsync("не первичная", () => ground.AskAsync(ground.Region, member, ground.Region));
        await ground.OrganizationMoves.CloseAsync(ground.FarSchool, 1);
        await RefusedAsync("не действует", () => ground.Moves.RequestTransferAsync(member, ground.FarSchool));
        var giver = await ground.MovesOfAsync(ground.School);
        await giver.TakeOffAsync(member, null, "own-wish", MovesGround.Today);
        await RefusedAsync("без перевода", () => giver.RequestTransferAsync(member, ground.OtherSchool, null, MovesGround.InnOf(ground.OtherSchool)));
        await RefusedAsync("Такого запроса больше нет", () => giver.AcceptAsync(999));
    }

    /// <summary>A way that does not know of requests, such as an import, moved the person.</summary>
    [Fact]
    public async Task Accept_PersonLeftMeanwhile_IsRefusedAndTheRequestClosed()
    {
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Members.WithCard().SingleAsync(m => m.Id == member)).TakeOff("death", MovesGround.Today);
            await context.SaveChangesAsync();
        }
        var receiver = await ground.MovesOfAsync(ground.FarSchool);

        await RefusedAsync("уже не состоит на учёте", () => receiver.AcceptAsync(request));

        Assert.Equal(TransferState.Withdrawn, (await ground.RequestAsync(request)).State);
        Assert.Single((await ground.ReadAsync(member)).Memberships);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task TwoSides_OneRequestAtOnce_ExactlyOneWins()
    {
        for (var round = 0; round < 6; round++)
        {
            var id = await ground.PutAsync(ground.School);
            var giver = await ground.MovesOfAsync(ground.School);
            var receiver = await ground.MovesOfAsync(ground.FarSchool);
            var request = await ground.AskAsync(ground.School, id, ground.FarSchool);

            var won = await Task.WhenAll(
                TriedAsync(() => receiver.AcceptAsync(request)), TriedAsync(() => giver.WithdrawAsync(request)), TriedAsync(() => receiver.RefuseAsync(request, "Нет")));

            Assert.Single(won, w => w);
            var state = (await ground.RequestAsync(request)).State;
            Assert.Equal(new[] { TransferState.Accepted, TransferState.Withdrawn, TransferState.Refused }[Array.IndexOf(won, true)], state);
            Assert.Equal(state == TransferState.Accepted ? ground.FarSchool : ground.School, (await ground.ReadAsync(id)).OrganizationId);
        }
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task TwoReceivers_AskAtOnce_OneRequestIsOpen()
    {
        var won = await Task.WhenAll(TriedAsync(() => ground.AskAsync(ground.OtherSchool, member, ground.OtherSchool)), TriedAsync(() => ground.AskAsync(ground.FarSchool, member, ground.FarSchool)));

        Assert.Single(won, w => w);
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(1, await context.TransferRequests.CountAsync());
    }

    [Fact]
    public async Task List_OfEachSide_ShowsItsPartOfTheRequest()
    {
        var request = await ground.AskAsync(ground.FarSchool, member, ground.FarSchool);

        Assert.Equal(request, Assert.Single((await ground.TransfersOfAsync(ground.School)).ToAnswer).Id);
        var asked = Assert.Single((await ground.TransfersOfAsync(ground.FarSchool)).Asked);
        Assert.Equal((null, "Петрова Анна Ивановна", null, "ППО гимназии"), (asked.MemberId, asked.FullName, asked.From, asked.To));
        Assert.Empty((await ground.TransfersOfAsync(ground.FarSchool)).ToAnswer);
        Assert.Empty((await ground.TransfersOfAsync(ground.OtherSchool)).ToAnswer);
        var superior = await ground.TransfersOfAsync(ground.Registry.RootId);
        Assert.Equal((1, 0), (superior.ToAnswerCount, superior.Asked.Count));
    }

    [Fact]
    public async Task Request_Asked_NumbersTheCountersOfBothSidesAnew()
    {
        await using var context = await ground.Registry.OpenAsync();
        var before = await context.MemberCounters.AsNoTracking().MaxAsync(c => c.Sequence);

        await ground.AskAsync(ground.School, member, ground.FarSchool);

        var told = await (await context.MemberCountersSinceAsync(before)).Select(c => c.OrganizationId).ToListAsync();
        Assert.Equal([ground.School, ground.FarSchool], told.Order());
    }

    private static async Task<bool> TriedAsync(Func<Task> act)
    {
        // Both start on threads of their own: SQLite would otherwise run the first to its end before the second begins.
        await Task.Yield();
        try
        {
            await Task.Run(act);
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    private static async Task RefusedAsync(string words, Func<Task> act) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<RuleBrokenException>(act)).Message, StringComparison.Ordinal);
}
