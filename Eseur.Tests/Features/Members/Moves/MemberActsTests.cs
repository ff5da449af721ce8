using Eseur.Domain.Members;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>One act for each of many selected members.</summary>
public sealed class MemberActsTests : IAsyncLifetime
{
    private MovesGround ground = null!;
    private int[] members = [];

    public async Task InitializeAsync()
    {
        ground = await MovesGround.StartAsync();
        members = [await ground.PutAsync(ground.School), await ground.PutAsync(ground.OtherSchool), await ground.PutAsync(ground.School)];
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task TakeOff_SomeAreNotMine_DoesTheRestAndNamesThose()
    {
        var seen = new Seen();

        var result = await ground.Acts.TakeOffAsync(await ground.ActorOfAsync(ground.School), _ => Ids(), "own-wish", MovesGround.Today, seen);

        Assert.Equal((3, 2, 1, false), (result.Asked, result.Done, result.RefusedCount, result.IsCancelled));
        var refused = Assert.Single(result.Refused);
        Assert.Equal((members[1], "Карточка № 2"), (refused.MemberId, refused.FullName));
        Assert.Contains("Такой карточки", refused.Reason, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], seen.Reports);
        Assert.False((await ground.ReadAsync(members[0])).IsOnRecord);
        Assert.True((await ground.ReadAsync(members[1])).IsOnRecord);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Transfer_ToWhereSomeAlreadyAre_MovesTheOthers()
    {
        var result = await ground.Acts.TransferAsync(await ground.ActorOfAsync(ground.Region), _ => Ids(), ground.OtherSchool, MovesGround.Today);

        Assert.Equal((2, 1), (result.Done, result.RefusedCount));
        Assert.All(await Task.WhenAll(members.Select(ground.ReadAsync)), m => Assert.Equal(ground.OtherSchool, m.OrganizationId));
    }

    [Fact]
    public async Task TakeOff_CancelledAfterTheFirst_KeepsWhatWasDone()
    {
        using var cancel = new CancellationTokenSource();
        var stop = new Seen { Then = cancel.Cancel };

        var result = await ground.Acts.TakeOffAsync(await ground.ActorOfAsync(ground.Region), _ => Ids(), "own-wish", MovesGround.Today, stop, cancel.Token);

        Assert.Equal((1, true), (result.Done, result.IsCancelled));
        Assert.False((await ground.ReadAsync(members[0])).IsOnRecord);
        Assert.True((await ground.ReadAsync(members[2])).IsOnRecord);
    }

    private Task<IReadOnlyList<int>> Ids() => Task.FromResult<IReadOnlyList<int>>(members);

    private sealed class Seen : IProgress<int>
    {
        public List<int> Reports { get; } = [];

        public Action? Then { get; init; }

        public void Report(int value)
        {
            Reports.Add(value);
            Then?.Invoke();
        }
    }
}
