using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Eseur.Tests.Browser;

/// <summary>The built program as a process of its own, in an empty folder, as somebody who has just cloned it runs it.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-process-").FullName;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly List<string> said = [];
    private readonly Process process;

    private RegistryProcess(string environment, string[] settings)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Eseur.Admin.dll"), "--urls", "http://127.0.0.1:0", .. settings])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            },
        };
        process.StartInfo.Environment["ASPNETCORE_ENVIRONMENT"] = process.StartInfo.Environment["DOTNET_ENVIRONMENT"] = environment;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
    }

    /// <summary>Where it answers, as it printed it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Until it printed its address.</summary>
    public static async Task<RegistryProcess> StartAsync(string environment, params string[] settings)
    {
        var started = new RegistryProcess(environment, settings);
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        started.Address = (await started.LineAsync("http://127.0.0.1:")).Split(' ')[^1];
        return started;
    }

    /// <summary>The next line with these words.</summary>
    public async Task<string> LineAsync(string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(patience.Token))
            {
                said.Add(line);
                if (line.Contains(words, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            // Said below, with what it printed instead.
        }
        throw new InvalidOperationException($"The program never printed \"{words}\". It printed:\n{string.Join('\n', said)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is not null)
            lines.Writer.TryWrite(line);
        else if (process.HasExited)
            lines.Writer.TryComplete();
    }
}
