namespace Eseur.Admin.Shared.Mail;

/// <summary>A letter as it is sent: the same words as plain text and as HTML.</summary>
public sealed record WrittenLetter(string To, string ToName, string Subject, string Text, string Html)
{
    /// <summary>Whether it is about somebody's sign-in: those come from a mailbox of their own, so that people learn to trust it.</summary>
    public bool IsOfSignIn { get; init; }

    /// <summary>Where one click ends such letters (RFC 8058); null for those that nobody may end.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Files that go along: name, kind of content, content.</summary>
    public IReadOnlyList<(string Name, string ContentType, ReadOnlyMemory<byte> Content)> Files { get; init; } = [];
}

/// <summary>What a letter says; both its bodies are made of it.</summary>
/// <param name="Title">The subject, and the heading.</param>
/// <param name="Paragraphs">What it is about.</param>
/// <param name="Action">The one thing to do: words of the button and where it leads.</param>
/// <param name="Notes">Small print: how long it holds, what to do if it was not you.</param>
public sealed record LetterWords(string Title, IReadOnlyList<string> Paragraphs, (string Label, Uri Address)? Action, IReadOnlyList<string> Notes)
{
    public const string Signature = "Единый реестр Общероссийского Профсоюза образования";

    /// <summary>Several things to do, where there is no one thing: below the paragraphs.</summary>
    public IReadOnlyList<(string Label, Uri Address)> Links { get; init; } = [];

    /// <summary>Below the small print: how to have other letters, or none.</summary>
    public IReadOnlyList<(string Label, Uri Address)> SmallLinks { get; init; } = [];

    public string AsText() => string.Join("\n\n", [.. Paragraphs, .. Links.Select(Line), .. Action is { } action ? [Line(action)] : Array.Empty<string>(), .. Notes, .. SmallLinks.Select(Line), "--\n" + Signature]) + "\n";

    private static string Line((string Label, Uri Address) link) => $"{link.Label}:\n{link.Address}";
}
