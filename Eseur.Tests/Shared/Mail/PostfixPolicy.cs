using System.Collections.Concurrent;

namespace Eseur.Tests.Shared.Mail;

/// <summary>What Postfix asks about each recipient (its SMTPD_POLICY_README), answered by the beginning of the address.</summary>
internal sealed class PostfixPolicy : LoopbackServer
{
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.OrdinalIgnoreCase);
    private int begun;

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

    protected override async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\n", AutoFlush = true };
        var recipient = "";
        while (await reader.ReadLineAsync(Stopping) is { } line)
        {
            if (line.StartsWith("recipient=", StringComparison.Ordinal))
                recipient = line["recipient=".Length..];
            else if (line.Length == 0)
                await writer.WriteAsync($"action={Answer(recipient)}\n\n");
        }
    }
}
