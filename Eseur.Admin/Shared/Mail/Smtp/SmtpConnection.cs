namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>One conversation with the mail server, for many letters, one after another.</summary>
public sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SmtpWire wire;
    private readonly SmtpExtensions offered;
    private readonly TimeProvider clock;

    /// <summary>The server may still hold the sender of a letter it refused.</summary>
    private bool begun;

    private SmtpConnection(SmtpWire wire, SmtpExtensions offered, TimeProvider clock) => (this.wire, this.offered, this.clock) = (wire, offered, clock);

    /// <summary>False once the connection was lost or the server said goodbye; a refusal leaves it in order.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <exception cref="SmtpUnavailableException">The server cannot be reached, or not as the settings demand.</exception>
    public static Task<SmtpConnection> ConnectAsync(MailSettings settings, CancellationToken cancel) => ConnectAsync(settings, SmtpTerms.Usual, TimeProvider.System, cancel);

    /// <param name="clock">What the letters' dates are told by.</param>
    internal static async Task<SmtpConnection> ConnectAsync(MailSettings settings, SmtpTerms terms, TimeProvider clock, CancellationToken cancel)
    {
        var (wire, offered) = await new SmtpOpening(settings, terms).OpenAsync(cancel);
        return new SmtpConnection(wire, offered, clock);
    }

    /// <summary>
    /// Once the body is on its way its answer is waited for whatever <paramref name="cancel"/> says, a minute at most: whoever
    /// gives up in between cannot know whether the letter arrived, and sends it again.
    /// </summary>
    /// <exception cref="SmtpRefusedException">This letter was refused; by our own reply where no server would take it.</exception>
    /// <exception cref="SmtpLostException">The connection failed.</exception>
    /// <exception cref="SmtpUnavailableException">The server ends the conversation (421).</exception>
    public async Task<SmtpReply> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var envelope = SmtpEnvelope.Of(mail, offered);
        using var message = new MimeBuffer();
        MimeWriter.Write(message, mail, clock.GetUtcNow());
        var commands = envelope.Commands(message.Count, offered);
        using var data = new MimeBuffer();
        data.Data(message.Written.Span);
        // Whatever is thrown on the way leaves it so, unless the server is known to wait for the next letter.
        IsUsable = false;
        await AnnounceAsync(commands, cancel);
        return await HandOverAsync(data.Written);
    }

    /// <summary>Until the server waits for the body.</summary>
    private async Task AnnounceAsync(string[] commands, CancellationToken cancel)
    {
        SmtpRefusedException? refused = null;
        var stage = SmtpStage.Sender;
        try
        {
            await ResetAsync(cancel);
            begun = true;
            if (offered.Pipelining)
                await wire.WriteAsync(string.Concat(commands), cancel);
            for (; stage <= SmtpStage.Data && (refused is null || offered.Pipelining); stage++)
            {
                if (!offered.Pipelining)
                    await wire.WriteAsync(commands[stage - SmtpStage.Sender], cancel);
                var reply = await wire.ReadAsync(cancel);
                if (refused is null)
                    refused = Read(reply, stage);
                else if (reply.IsGoodbye)
                    throw refused;
                else if (stage == SmtpStage.Data && reply.Code == 354)
                    await SayNothingAsync(cancel);
            }
        }
        catch (IOException e)
        {
            throw refused ?? (Exception)new SmtpLostException(stage, mayHaveArrived: false, e);
        }
        if (refused is null)
            return;
        IsUsable = true;
        throw refused;
    }

    /// <summary>RFC 2920: a server that waits for a body nobody is to get is given none.</summary>
    private async Task SayNothingAsync(CancellationToken cancel)
    {
        await wire.WriteAsync(".\r\n", cancel);
        await wire.ReadAsync(cancel);
    }

    private async Task ResetAsync(CancellationToken cancel)
    {
        if (!begun)
            return;
        await wire.WriteAsync("RSET\r\n", cancel);
        if (Read(await wire.ReadAsync(cancel), SmtpStage.Sender) is { } refused)
            throw new IOException("The server does not begin anew.", refused);
    }

    private async Task<SmtpReply> HandOverAsync(ReadOnlyMemory<byte> data)
    {
        var handedOver = false;
        try
        {
            await wire.WriteAsync(data, CancellationToken.None);
            handedOver = true;
            var reply = await wire.ReadAsync(CancellationToken.None);
            var refused = Read(reply, SmtpStage.Body);
            (IsUsable, begun) = (true, false);
            return refused is null ? reply : throw refused;
        }
        catch (IOException e)
        {
            throw new SmtpLostException(SmtpStage.Body, handedOver, e);
        }
    }

    /// <summary>Null when the letter may go on.</summary>
    private static SmtpRefusedException? Read(SmtpReply reply, SmtpStage stage)
    {
        if (reply.IsGoodbye)
            throw new SmtpUnavailableException($"Почтовый сервер прервал разговор: 421 {reply.Enhanced} {reply.Text}", stage, reply);
        if (reply.IsRefusal)
            return new SmtpRefusedException(reply, stage);
        return (stage == SmtpStage.Data ? reply.Code == 354 : reply.IsDone) ? null : throw new IOException("The server answered out of turn.");
    }

    public async ValueTask DisposeAsync()
    {
        if (IsUsable)
        {
            IsUsable = false;
            using var patience = new CancellationTokenSource(Farewell);
            try
            {
                await wire.WriteAsync("QUIT\r\n", patience.Token);
                await wire.ReadAsync(patience.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // It is left either way.
            }
        }
        await wire.DisposeAsync();
    }
}
