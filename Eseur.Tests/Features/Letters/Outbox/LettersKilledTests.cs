using Eseur.Domain.Letters;
using Eseur.Tests.Shared.Mail;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>The real program, killed again and again in the middle of sending.</summary>
public sealed class LettersKilledTests(PostfixServer postfix) : IClassFixture<PostfixServer>
{
    private const int Letters = 3000;
    private const int Kills = 20;

    /// <summary>Letters on their way at once, as the program does by itself.</summary>
    private const int Parallel = 8;

    /// <summary>Seconds until somebody takes over what the killed one held.</summary>
    private const int Lease = 15;

    [PostfixFact]
    public async Task Sender_KilledTwentyTimes_LosesNothingAndRepeatsOnlyWhatWasInFlight()
    {
        await using var outbox = await PostfixOutbox.StartAsync(postfix, Letters);
        var random = new Random(5);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var doomed = outbox.Send(Lease);
            var enough = postfix.Begun + random.Next(1, Letters / Kills);
            await PostfixOutbox.UntilAsync(() => Task.FromResult(postfix.Begun >= enough), doomed);
            await doomed.KillAsync();
            foreach (var id in await outbox.TakenAsync())
                taken[id] = taken.GetValueOrDefault(id) + 1;
        }
        // All twenty were killed with work left, or the test shows nothing.
        Assert.True(await outbox.CountAsync(LetterState.Sent) < Letters);
        await using var last = outbox.Send(Lease);
        await outbox.UntilAllSentAsync(last);
        await postfix.UntilEmptyAsync();

        var arrived = await postfix.ArrivedAsync();
        Assert.DoesNotContain(outbox.Ids, id => !arrived.ContainsKey(id));
        Assert.Equal(Letters, arrived.Count);
        // Once more for each kill that found it in somebody's hands, and for nothing else.
        Assert.DoesNotContain(arrived, a => a.Value > 1 + taken.GetValueOrDefault(a.Key));
        Assert.InRange(arrived.Values.Sum() - Letters, 0, Kills * Parallel);
    }
}
