using System.Collections.Concurrent;
using System.Diagnostics;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>A process of its own beside the test's: "letters send", or a node with pages and all that works by the clock.</summary>
internal sealed class SenderProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private SenderProcess(string[] words)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Eseur.Admin.dll"), .. words])
            {
                WorkingDirectory = Path.GetTempPath(), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
    }

    /// <summary>What it printed, for whoever reads why a test failed.</summary>
    public string Said => string.Join('\n', said.Prepend("The sender said:"));

    public static SenderProcess Start(TestRegistry registry, params string[] settings) => Start(["letters", "send"], registry, settings);

    public static SenderProcess Serve(TestRegistry registry, params string[] settings) => Start(["serve"], registry, ["--urls", "http://127.0.0.1:0", .. settings]);

    private static SenderProcess Start(string[] command, TestRegistry registry, string[] settings)
    {
        var started = new SenderProcess([.. command, "--ConnectionStrings:Registry", registry.ConnectionString, "--environment", "Testing", "--PublicAddress", "https://registry.example", .. settings]);
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>SIGKILL: not a single instruction more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: time goes on without it, as in a machine that is put to sleep.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    /// <returns>The exit code, once it has ended by itself.</returns>
    public async Task<int> EndedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private void Hear(string? line)
    {
        if (line is not null)
            said.Enqueue(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }
}
