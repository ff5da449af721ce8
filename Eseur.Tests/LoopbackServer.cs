using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Eseur.Tests;

/// <summary>Has one talk with each who connects, all at once, until the test is over.</summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> talks = [];
    private readonly Task serving;

    protected LoopbackServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => talks.Count;

    protected CancellationToken Stopping => stop.Token;

    protected abstract Task TalkAsync(Stream stream);

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                talks.Add(ReceiveAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReceiveAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
        {
            // The other side is gone, or the test is over.
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
        GC.SuppressFinalize(this);
    }
}
