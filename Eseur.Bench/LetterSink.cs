using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Eseur.Bench;

/// <summary>Postfix's smtp-sink: a mail server that takes everything and keeps nothing, so that the sender alone is measured.</summary>
internal sealed class LetterSink : IAsyncDisposable
{
    private const string Program = "/usr/sbin/smtp-sink";

    /// <summary>Connections that may wait to be accepted.</summary>
    private const string Backlog = "64";

    private readonly Process process;

    private LetterSink(int port)
    {
        Port = port;
        string[] asRoot = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        process = Process.Start(new ProcessStartInfo(Program, [.. asRoot, $"127.0.0.1:{port}", Backlog]) { UseShellExecute = false })!;
    }

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    public static async Task<LetterSink> StartAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var sink = new LetterSink(port);
        while (!await sink.ListensAsync())
            await Task.Delay(10);
        return sink;
    }

    private async Task<bool> ListensAsync()
    {
        if (process.HasExited)
            throw new InvalidOperationException($"{Program} ended with {process.ExitCode}.");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
