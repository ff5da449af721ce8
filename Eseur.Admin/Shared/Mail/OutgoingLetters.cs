using System.Threading.Channels;
using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Writes a letter when its turn comes, in a scope of its own; null when there is nobody to write to.</summary>
public delegate Task<Letter?> LetterOrder(IServiceProvider services, CancellationToken cancel);

/// <summary>
/// Letters to write and send in the background: whoever asks for one waits neither for the database nor for the mail server,
/// so that the time of an answer tells nothing. What waits here is lost when the program stops; a person asks again.
/// </summary>
public sealed class OutgoingLetters(IServiceScopeFactory scopes, MailPost post, TimeProvider clock, ILogger<OutgoingLetters> log) : BackgroundService
{
    private const int Most = 1000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    private readonly Channel<(LetterOrder Order, int Tried)> waiting = Channel.CreateBounded<(LetterOrder, int)>(Most);

    public void Post(LetterOrder order) => Put(order, tried: 0);

    private void Put(LetterOrder order, int tried)
    {
        if (!waiting.Writer.TryWrite((order, tried)))
            log.LogError("A letter was given up: {Most} others wait to be sent. Is the mail server of the setting Mail:Host in order?", Most);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (order, tried) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(order, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Retry(order, tried, e, stoppingToken);
            }
        }
    }

    private async Task SendAsync(LetterOrder order, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await order(scope.ServiceProvider, cancel) is { } letter)
            await post.SendAsync(letter, cancel);
    }

    /// <summary>Tried again after a while, behind those that came meanwhile.</summary>
    private void Retry(LetterOrder order, int tried, Exception failure, CancellationToken cancel)
    {
        // The server's own words may quote the address the letter was for; its status does not.
        var reason = failure is SmtpRefusedException refused ? $"{refused.Reply.Code} {refused.Reply.Enhanced}" : failure.GetType().Name;
        if (tried >= Pauses.Length)
        {
            log.LogError("A letter was given up after {Tries} tries: {Reason}", tried + 1, reason);
            return;
        }
        log.LogWarning("A letter could not be sent and is tried again in {Pause}: {Reason}", Pauses[tried], reason);
        _ = PutLaterAsync();

        async Task PutLaterAsync()
        {
            await Task.Delay(Pauses[tried], clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancel.IsCancellationRequested)
                Put(order, tried + 1);
        }
    }
}
