using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Eseur.Tests.Shared.Mail;

/// <summary>What Postfix asks about each recipient (its SMTPD_POLICY_README), answered by the beginning of the address.</summary>
internal sealed class PostfixPolicy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<Task> talks = [];
    private readonly Task serving;
    private int begun;

    public PostfixPolicy()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often each "later…" is put off before it is taken.</summary>
    public int PutOff { get; set; } = 1;

    /// <summary>How often this recipient was named by a client.</summary>
    public int Asked(string recipient) => asked.GetValueOrDefault(recipient);

    public int Begun => begun;

    private string Answer(string recipient)
    {
        Interlocked.Increment(ref begun);
        var times = asked.AddOrUpdate(recipient, 1, (_, before) => before + 1);
        return recipient switch
        {
            _ when Begins("gone") => "550 5.1.1 User unknown",
            _ when Begins("full") => "552 5.2.2 Mailbox full",
            _ when Begins("policy") => "554 5.7.1 Message refused by policy",
            _ when Begins("never") || (Begins("later") && times <= PutOff) => "450 4.2.0 Try again later",
            _ => "DUNNO",
        };

        bool Begins(string word) => recipient.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The tests are over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\n", AutoFlush = true };
        var recipient = "";
        try
        {
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                if (line.StartsWith("recipient=", StringComparison.Ordinal))
                    recipient = line["recipient=".Length..];
                else if (line.Length == 0)
                    await writer.WriteAsync($"action={Answer(recipient)}\n\n");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Postfix is gone, or the tests are over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        await Task.WhenAll(talks);
        stop.Dispose();
    }
}
