using Eseur.Domain.Letters;
using Eseur.Tests.Shared.Mail;
using Microsoft.Data.Sqlite;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>Two of the real program over one database.</summary>
public sealed class TwoSendersTests(PostfixServer postfix) : IClassFixture<PostfixServer>
{
    private const int Letters = 2000;
    private const int Parallel = 8;

    /// <summary>Seconds until what the sleeping one holds is taken over.</summary>
    private const int Short = 15;

    [PostfixFact]
    public async Task Senders_AtOnce_ShareTheQueueAndSendNothingTwice()
    {
        await using var outbox = await PostfixOutbox.StartAsync(postfix, Letters);
        await using var one = outbox.Send(180, "--Mail:SenderName", "One");
        await using var two = outbox.Send(180, "--Mail:SenderName", "Two");
        await outbox.UntilAllSentAsync(one);
        await postfix.UntilEmptyAsync();

        await AssertArrivedAsync(outbox, repeats: 0);
        var shares = await postfix.ArrivedAsync("From");
        Assert.Contains(shares.Keys, from => from.Contains("One", StringComparison.Ordinal));
        Assert.Contains(shares.Keys, from => from.Contains("Two", StringComparison.Ordinal));
        Assert.All(shares, share => Assert.True(share.Value > Parallel, $"{share}"));
    }

    [PostfixFact]
    public async Task Sender_AsleepPastItsLease_LeavesToTheOtherWhatItTook()
    {
        await using var outbox = await PostfixOutbox.StartAsync(postfix, Letters);
        await using var sleeper = outbox.Send(Short, "--until-empty");
        await PostfixOutbox.UntilAsync(async () => await outbox.CountAsync(LetterState.Sent) > Letters / 10, sleeper);
        await PauseAsync(outbox, sleeper);
        Assert.NotEmpty(await outbox.TakenAsync());
        await using var other = outbox.Send(Short);
        await outbox.UntilAllSentAsync(other);

        await sleeper.ContinueAsync();
        Assert.Equal(0, await sleeper.EndedAsync());
        await postfix.UntilEmptyAsync();
        await AssertArrivedAsync(outbox, repeats: Parallel);
        Assert.Equal(Letters, await outbox.CountAsync(LetterState.Sent));
    }

    private async Task AssertArrivedAsync(PostfixOutbox outbox, int repeats)
    {
        var arrived = await postfix.ArrivedAsync();
        var copies = outbox.Ids.ConvertAll(id => arrived.GetValueOrDefault(id));
        Assert.DoesNotContain(0, copies);
        Assert.All(copies, c => Assert.InRange(c, 1, repeats > 0 ? 2 : 1));
        Assert.InRange(copies.Count(c => c > 1), 0, repeats);
    }

    /// <summary>Not within a transaction: SQLite's other writers would wait for one that sleeps, whatever program it is.</summary>
    private static async Task PauseAsync(PostfixOutbox outbox, SenderProcess sleeper)
    {
        while (true)
        {
            await sleeper.PauseAsync();
            try
            {
                await using var connection = new SqliteConnection($"{outbox.Registry.ConnectionString};Default Timeout=1");
                await connection.OpenAsync();
                await (await connection.BeginTransactionAsync()).RollbackAsync();
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
            {
                await sleeper.ContinueAsync();
            }
        }
    }
}
