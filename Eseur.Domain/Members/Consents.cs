namespace Eseur.Domain.Members;

/// <summary>A version of the text by which a member consents to the processing of personal data. Never edited, only followed by a newer one.</summary>
public sealed class ConsentText
{
    public const int VersionLength = 20;
    public const int BodyLength = 20_000;

    private ConsentText() { }

    public ConsentText(string version, DateOnly since, string body)
    {
        Version = version.Trim() is { Length: > 0 and <= VersionLength } trimmed ? trimmed : throw new RuleBrokenException($"Версия текста: от 1 до {VersionLength} знаков.");
        Body = body.Trim() is { Length: > 0 and <= BodyLength } text ? text : throw new RuleBrokenException($"Текст согласия: от 1 до {BodyLength} знаков.");
        Since = since;
    }

    public int Id { get; private set; }

    public string Version { get; private set; } = "";

    public DateOnly Since { get; private set; }

    public string Body { get; private set; } = "";
}

/// <summary>A consent that is no longer in force.</summary>
public sealed class PastConsent
{
    private PastConsent() { }

    internal PastConsent(DateOnly given, string? text, string? channel, DateOnly until, bool withdrawn)
    {
        Given = given;
        Text = text;
        Channel = channel;
        Until = until;
        Withdrawn = withdrawn;
    }

    public int Id { get; private set; }

    public int MemberId { get; private set; }

    public DateOnly Given { get; private set; }

    public string? Text { get; private set; }

    public string? Channel { get; private set; }

    public DateOnly Until { get; private set; }

    /// <summary>The days stay.</summary>
    internal void Erase() => (Text, Channel) = (null, null);

    /// <summary>Withdrawn by the person, not replaced by a newer consent.</summary>
    public bool Withdrawn { get; private set; }
}
