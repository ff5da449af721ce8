namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>Connections kept for the next letter, as many as letters are sent at once, and closed when nobody needs them.</summary>
internal sealed class SmtpPool : IAsyncDisposable
{
    private readonly MailSettings settings;
    private readonly SmtpTerms terms;
    private readonly TimeProvider clock;
    private readonly Lock door = new();
    private readonly List<(SmtpConnection Connection, long Since)> idle = [];
    private readonly Timer sweep;

    public SmtpPool(MailSettings settings, SmtpTerms terms, TimeProvider clock)
    {
        (this.settings, this.terms, this.clock) = (settings, terms, clock);
        sweep = new Timer(_ => _ = CloseAsync(Leaving(everyone: false)), state: null, terms.Idle, terms.Idle);
    }

    public async Task<SmtpReply> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (Take() is { } used)
        {
            try
            {
                return await SendAsync(used, mail, cancel);
            }
            catch (Exception e) when (e is SmtpLostException { Stage: SmtpStage.Sender } or SmtpUnavailableException { Stage: SmtpStage.Sender })
            {
                // The server had closed it meanwhile, or has had enough of it.
            }
        }
        return await SendAsync(await SmtpConnection.ConnectAsync(settings, terms, clock, cancel), mail, cancel);
    }

    private async Task<SmtpReply> SendAsync(SmtpConnection connection, OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            return await connection.SendAsync(mail, cancel);
        }
        finally
        {
            if (connection.IsUsable)
            {
                lock (door)
                    idle.Add((connection, Environment.TickCount64));
            }
            else
            {
                await connection.DisposeAsync();
            }
        }
    }

    private SmtpConnection? Take()
    {
        lock (door)
        {
            if (idle.Count == 0 || IsStale(idle[^1].Since))
                return null;
            var taken = idle[^1].Connection;
            idle.RemoveAt(idle.Count - 1);
            return taken;
        }
    }

    private List<SmtpConnection> Leaving(bool everyone)
    {
        lock (door)
        {
            var leaving = idle.TakeWhile(i => everyone || IsStale(i.Since)).Select(i => i.Connection).ToList();
            idle.RemoveRange(0, leaving.Count);
            return leaving;
        }
    }

    private bool IsStale(long since) => Environment.TickCount64 - since > terms.Idle.TotalMilliseconds;

    private static Task CloseAsync(List<SmtpConnection> connections) => Task.WhenAll(connections.Select(c => c.DisposeAsync().AsTask()));

    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        await CloseAsync(Leaving(everyone: true));
    }
}
