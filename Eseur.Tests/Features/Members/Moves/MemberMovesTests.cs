using Eseur.Domain;
using Eseur.Domain.Members;

namespace Eseur.Tests.Features.Members.Moves;

public sealed class MemberMovesTests : IAsyncLifetime
{
    private static readonly DateOnly Today = MovesGround.Today;
    private MovesGround ground = null!;
    private int member;

    public async Task InitializeAsync()
    {
        ground = await MovesGround.StartAsync();
        member = await ground.PutAsync(ground.School);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task TakeOff_OnRecord_EndsTheMembershipAndTells()
    {
        await (await ground.MovesOfAsync(ground.School)).TakeOffAsync(member, 1, "own-wish", Today);

        var card = await ground.ReadAsync(member);
        Assert.Equal((Today, "own-wish", 2), (card.OffRecordOn, card.OffReason, card.Version));
        var line = Assert.Single(card.Memberships);
        Assert.Equal((ground.School, MovesGround.Joined, Today, "own-wish"), (line.OrganizationId, line.Since, line.Until, line.Reason));
        var change = await ground.LastChangeAsync(member);
        Assert.Equal("Снят с учёта", change.Act);
        Assert.Contains(change.Lines, l => l is { Field: "record-until", Became: "21.11.2026" });
        await ground.AssertCountersAsync();
    }

    [Theory]
    [InlineData("transfer")]
    [InlineData("liquidation")]
    [InlineData("nonsense")]
    public async Task TakeOff_ReasonNotOffered_IsRefused(string reason) =>
        await RefusedAsync("причину", () => ground.Moves.TakeOffAsync(member, 1, reason, Today));

    [Fact]
    public async Task TakeOff_Tomorrow_IsRefused() => await RefusedAsync("22.11.2026 ещё не наступило", () => ground.Moves.TakeOffAsync(member, 1, "death", Today.AddDays(1)));

    [Fact]
    public async Task TakeOff_AfterMoscowMidnight_IsTodayAlready()
    {
        ground.Clock.Utc = new DateTime(2026, 11, 21, 21, 30, 0, DateTimeKind.Utc);
        await ground.Moves.TakeOffAsync(member, 1, "death", Today.AddDays(1));
        Assert.False((await ground.ReadAsync(member)).IsOnRecord);
    }

    [Fact]
    public async Task TakeOff_BeforeTheRecord_IsRefused() =>
        await RefusedAsync("раньше постановки на учёт (01.09.2026)", () => ground.Moves.TakeOffAsync(member, 1, "death", MovesGround.Joined.AddDays(-1)));

    [Fact]
    public async Task TakeOff_AlreadyOff_SaysSince()
    {
        await ground.Moves.TakeOffAsync(member, 1, "death", Today);
        await RefusedAsync("уже снят с учёта 21.11.2026", () => ground.Moves.TakeOffAsync(member, 1, "death", Today));
    }

    [Fact]
    public async Task TakeOff_CardChangedMeanwhile_SaysWhoAndKeepsAll()
    {
        await ground.Moves.TransferAsync(member, 1, ground.OtherSchool, Today);

        await RefusedAsync("Пока окно было открыто, карточку изменили: Проверка", () => ground.Moves.TakeOffAsync(member, 1, "death", Today));

        Assert.True((await ground.ReadAsync(member)).IsOnRecord);
    }

    [Fact]
    public async Task TakeOff_SomebodyElsesCard_IsRefused()
    {
        var other = await ground.MovesOfAsync(ground.OtherSchool);
        await RefusedAsync("Такой карточки", () => other.TakeOffAsync(member, 1, "death", Today));
    }

    [Fact]
    public async Task TakeOff_UnknownCard_IsRefused() => await RefusedAsync("Такой карточки", () => ground.Moves.TakeOffAsync(999, null, "death", Today));

    [Fact]
    public async Task TakeOff_WhileATransferIsAsked_ClosesTheRequest()
    {
        var request = await ground.AskAsync(ground.OtherSchool, member, ground.OtherSchool);

        await (await ground.MovesOfAsync(ground.School)).TakeOffAsync(member, 1, "own-wish", Today);

        var closed = await ground.RequestAsync(request);
        Assert.Equal((TransferState.Withdrawn, "Человек снят с учёта.", "Председатель ППО школы № 1"), (closed.State, closed.Reason, closed.DecidedBy));
    }

    [Fact]
    public async Task Transfer_ByTheCommonSuperior_HappensAtOnce()
    {
        await (await ground.MovesOfAsync(ground.Region)).TransferAsync(member, 1, ground.OtherSchool, Today);

        var card = await ground.ReadAsync(member);
        Assert.Equal((ground.OtherSchool, Today, true), (card.OrganizationId, card.OnRecordSince, card.IsOnRecord));
        var line = Assert.Single(card.Memberships);
        Assert.Equal((ground.School, Today, "transfer"), (line.OrganizationId, line.Until, line.Reason));
        Assert.Equal("Переведён из «ППО школы № 1» в «ППО школы № 2»", (await ground.LastChangeAsync(member)).Act);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Transfer_ByOneSideAlone_IsToldToAsk()
    {
        foreach (var (side, reads) in new[] { (ground.School, ground.OtherSchool), (ground.OtherSchool, ground.School) })
        {
            var moves = ground.MovesOf(await ground.ActorOfAsync(side, reads));
            await RefusedAsync("Запросите перевод", () => moves.TransferAsync(member, 1, ground.OtherSchool, Today));
        }
        await RefusedAsync("Такой организации", async () => await (await ground.MovesOfAsync(ground.School)).TransferAsync(member, 1, ground.OtherSchool, Today));
        await RefusedAsync("Такой карточки", async () => await (await ground.MovesOfAsync(ground.OtherSchool)).TransferAsync(member, 1, ground.OtherSchool, Today));
        Assert.Equal(ground.School, (await ground.ReadAsync(member)).OrganizationId);
    }

    [Fact]
    public async Task Transfer_WhereNobodyCanBe_IsRefused()
    {
        await RefusedAsync("не первичная организация", () => ground.Moves.TransferAsync(member, 1, ground.Region, Today));
        await RefusedAsync("и так состоит", () => ground.Moves.TransferAsync(member, 1, ground.School, Today));
        await RefusedAsync("Такой организации", () => ground.Moves.TransferAsync(member, 1, 999, Today));
        await ground.OrganizationMoves.CloseAsync(ground.OtherSchool, 1);
        await RefusedAsync("не действует", () => ground.Moves.TransferAsync(member, 1, ground.OtherSchool, Today));
        await RefusedAsync("ещё не наступило", () => ground.Moves.TransferAsync(member, 1, ground.FarSchool, Today.AddDays(1)));
    }

    [Fact]
    public async Task Rejoin_AnotherOrganisation_TakesWhoIsOffRecord()
    {
        await ground.Moves.TakeOffAsync(member, 1, "own-wish", Today.AddDays(-1));

        await (await ground.MovesOfAsync(ground.FarSchool)).RejoinAsync(member, ground.FarSchool, Today, MovesGround.Petrova);

        var card = await ground.ReadAsync(member);
        Assert.Equal((ground.FarSchool, Today, null, 1), (card.OrganizationId, card.OnRecordSince, card.OffReason, card.Memberships.Count));
        Assert.Equal("Снова поставлен на учёт в «ППО гимназии»", (await ground.LastChangeAsync(member)).Act);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Rejoin_AgainstTheRules_IsRefused()
    {
        await RefusedAsync("уже состоит на учёте", () => ground.Moves.RejoinAsync(member, ground.OtherSchool, Today));
        await ground.Moves.TakeOffAsync(member, 1, "own-wish", Today);
        await RefusedAsync("не раньше снятия с учёта (21.11.2026)", () => ground.Moves.RejoinAsync(member, ground.OtherSchool, Today.AddDays(-1)));
        await RefusedAsync("ещё не наступило", () => ground.Moves.RejoinAsync(member, ground.OtherSchool, Today.AddDays(1)));
        var far = await ground.MovesOfAsync(ground.FarSchool);
        await Assert.ThrowsAsync<RuleBrokenException>(() => far.RejoinAsync(member, ground.OtherSchool, Today));
        Assert.False((await ground.ReadAsync(member)).IsOnRecord);
    }

    private static async Task RefusedAsync(string words, Func<Task> act) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<RuleBrokenException>(act)).Message, StringComparison.Ordinal);
}
