using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Eseur.Tests;

/// <summary>A mail server on loopback that speaks as much SMTP as a letter needs, and keeps what it is given.</summary>
public sealed class MailServer : LoopbackServer
{
    private readonly Channel<ReceivedLetter> received = Channel.CreateUnbounded<ReceivedLetter>();

    /// <summary>How many letters are still answered "not now".</summary>
    public int Refusing { get; set; }

    /// <summary>Whom nobody here knows.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Letters answered "not now" so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Settings of a registry that gives its letters to this server.</summary>
    public string[] Settings => ["--Mail:Host", "127.0.0.1", "--Mail:Port", Port.ToString(), "--Mail:Tls", "None", "--Mail:Confirmation", "confirmation@registry.example"];

    public int Waiting => received.Reader.Count;

    public async Task<ReceivedLetter> ReadAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await received.Reader.ReadAsync(patience.Token);
    }

    protected override async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync(Stopping) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "MAIL": from = Address(line); break;
                case "RCPT" when Unknown.Contains(Address(line)):
                    await writer.WriteLineAsync($"550 5.1.1 <{Address(line)}>: no such user here");
                    continue;
                case "RCPT": to = Address(line); break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = await DataAsync(reader);
                    if (Refusing > 0)
                    {
                        Refusing--;
                        Refused++;
                        await writer.WriteLineAsync("451 not now");
                        continue;
                    }
                    received.Writer.TryWrite(new ReceivedLetter(from, to, text));
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
            }
            await writer.WriteLineAsync("250 ok");
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(Stopping) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        return text.ToString();
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

/// <summary>A letter as it came over the wire.</summary>
public sealed partial record ReceivedLetter(string From, string To, string Raw)
{
    private readonly MimeRead mime = MimeRead.Of(Raw);

    /// <summary>Value of a header, unfolded and decoded.</summary>
    public string Header(string name) => mime.Header(name);

    public string Text => mime.Find("text/plain").Text;

    public string Html => mime.Find("text/html").Text;

    /// <summary>The letter's one link into the registry, as path and query.</summary>
    public string Link => new Uri(LinkLine().Match(Text).Value).PathAndQuery;

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex LinkLine();
}
