namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>A letter to one person, ready to be written as MIME and given to a server.</summary>
public sealed record OutgoingMail
{
    /// <summary>Whom the server tells when it cannot deliver; empty for nobody.</summary>
    public required string EnvelopeFrom { get; init; }

    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Without angle brackets; what stands before the @ is also the envelope's number in delivery reports.</summary>
    public required string MessageId { get; init; }

    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

public sealed record Mailbox(string Address, string Name = "");

public sealed record MailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>One more header of a letter, such as List-Unsubscribe.</summary>
public sealed record MailHeader
{
    /// <summary>A line of a message holds 998 bytes, and only spaces let a value go on in the next.</summary>
    private const int LongestWord = 900;

    /// <exception cref="ArgumentException">The name or the value would end the header and begin something else.</exception>
    public MailHeader(string name, string value)
    {
        if (name.Length is 0 or > 60 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("Not a name of a header.", nameof(name));
        if (value.Any(char.IsControl))
            throw new ArgumentException($"The value of {name} holds control characters.", nameof(value));
        if (value.Split(' ').Max(w => w.Length) > LongestWord)
            throw new ArgumentException($"The value of {name} is too long for a line.", nameof(value));
        (Name, Value) = (name, value);
    }

    public string Name { get; }

    public string Value { get; }
}
