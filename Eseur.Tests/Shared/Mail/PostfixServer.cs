using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Eseur.Tests.Shared.Mail;

/// <summary>
/// Debian's Postfix on loopback, started for one class of tests with a folder of its own. What becomes of a letter is decided by the
/// beginning of its address, in any domain that ends in .example: ok… arrives; gone…, full…, policy… are refused for good; later… is
/// put off <see cref="PutOff"/> times, never… always; bounce… and slowbounce… are accepted, and a report goes to the sender.
/// </summary>
public sealed class PostfixServer : IAsyncLifetime, IAsyncDisposable
{
    public const string Program = "/usr/sbin/postfix";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Parts = ["new", "cur"];
    private static readonly string[] Logs = ["start.log", "log"];
    private readonly PostfixPolicy policy = new();
    private string folder = "";
    private Process? keeper;

    public int Port { get; private set; }

    /// <summary>How often each "later…" is put off before it is taken.</summary>
    public int PutOff { get => policy.PutOff; set => policy.PutOff = value; }

    /// <summary>Settings of a registry that gives its letters to this server and reads the reports of it.</summary>
    public string[] Settings =>
    [
        "--Mail:Host", "127.0.0.1", "--Mail:Port", Port.ToString(), "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example",
        "--Mail:Bounces", "bounces@registry.example", "--Mail:BouncesFolder", BouncesFolder,
    ];

    /// <summary>The Maildir of bounces@registry.example and bounces+anything@registry.example.</summary>
    public string BouncesFolder => Mailbox("bounces");

    /// <summary>How often a client named this recipient, whatever the answer was.</summary>
    public int Asked(string recipient) => policy.Asked(recipient);

    /// <summary>How often clients named anybody: letters begun so far.</summary>
    public int Begun => policy.Begun;

    public async Task InitializeAsync()
    {
        if (PostfixFactAttribute.Missing is not null)
            return;
        folder = Directory.CreateTempSubdirectory("eseur-postfix-").FullName;
        Port = FreePort();
        PostfixConfiguration.Write(folder, Port, policy.Port);
        keeper = Process.Start(AsRoot("/bin/sh", Path.Combine(folder, "keeper.sh"), folder))!;
        var started = Stopwatch.StartNew();
        while (!await GreetsAsync())
        {
            if (started.Elapsed > Patience || keeper.HasExited)
                throw new InvalidOperationException($"Postfix did not start. {LogTail()}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until Postfix has delivered or returned all that it took.</summary>
    public async Task UntilEmptyAsync(TimeSpan? patience = null)
    {
        var started = Stopwatch.StartNew();
        while (await QueueAsync() is { Length: > 0 } queue)
        {
            if (started.Elapsed > (patience ?? Patience))
                throw new TimeoutException($"Postfix still holds {queue}{LogTail()}");
            await Task.Delay(50);
        }
    }

    /// <summary>Copies that arrived of each letter, by Message-ID or another header.</summary>
    public Task<IReadOnlyDictionary<string, int>> ArrivedAsync(string header = "Message-ID") => Task.Run<IReadOnlyDictionary<string, int>>(() =>
        Letters(Mailbox("arrived")).CountBy(path => Header(path, $"{header}: ")).ToDictionary());

    /// <summary>Letters of a Maildir, read or not.</summary>
    public static IEnumerable<string> Letters(string maildir) => Directory.Exists(maildir)
        ? Parts.SelectMany(part => Directory.EnumerateFiles(Path.Combine(maildir, part)))
        : [];

    /// <summary>The end of the server's log, for whoever reads why a test failed.</summary>
    public string LogTail() => string.Join('\n', Logs.Select(name => Path.Combine(folder, name)).Where(File.Exists).SelectMany(File.ReadLines).TakeLast(40).Prepend(""));

    private static string Header(string path, string name) => File.ReadLines(path).TakeWhile(line => line.Length > 0)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..] ?? "";

    private string Mailbox(string name) => Path.Combine(folder, "mail", name);

    private async Task<string> QueueAsync()
    {
        using var asked = Process.Start(AsRoot("/usr/sbin/postqueue", "-c", Path.Combine(folder, "etc"), "-j"))!;
        asked.StandardInput.Close();
        var queue = await asked.StandardOutput.ReadToEndAsync();
        await asked.WaitForExitAsync();
        return asked.ExitCode == 0 ? queue : throw new InvalidOperationException($"postqueue ended with {asked.ExitCode}. {LogTail()}");
    }

    private async Task<bool> GreetsAsync()
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
            using var reader = new StreamReader(client.GetStream());
            // Another program may have taken the port meanwhile.
            return await reader.ReadLineAsync(patience.Token) is { } greeting && greeting.EndsWith(Path.GetFileName(folder), StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Not of those that the system hands out by itself: the tests beside this one open many connections.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    private static ProcessStartInfo AsRoot(params string[] command)
    {
        string[] words = Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];
        return new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref keeper, null) is { } running)
        {
            running.StandardInput.Close();
            await running.WaitForExitAsync();
            running.Dispose();
        }
        await policy.DisposeAsync();
    }
}
