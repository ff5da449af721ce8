namespace Eseur.Domain.Notices;

/// <summary>What people are told of by the registry itself. The numbers are stored.</summary>
public enum NoticeKind : byte
{
    /// <summary>Somebody above changed the passport.</summary>
    PassportChanged = 0,

    /// <summary>Access was given, changed or ended.</summary>
    AccessChanged = 1,

    TransferAsked = 2,
    TransferAnswered = 3,

    /// <summary>The chairperson's mandate ends within 90 or 30 days.</summary>
    MandateEnds = 4,

    /// <summary>Once a week: new gaps and the five most useful ones to close.</summary>
    WeeklyGaps = 5,

    /// <summary>Somebody above asks to fill something.</summary>
    FillAsked = 6,

    /// <summary>Access given until a day is about to end, or has ended by itself.</summary>
    AccessEnds = 7,

    /// <summary>What one asked others to fill is filled.</summary>
    FillDone = 8,
}

/// <summary>
/// Something that people are to be told of, written in the same transaction as its cause. Whom to tell, and how, is worked
/// out afterwards, once.
/// </summary>
public sealed class NoticeCause
{
    public const int KeyLength = 100;
    public const int TitleLength = 200;
    public const int TextLength = 2000;
    public const int LinkLength = 400;

    private NoticeCause() { }

    /// <param name="kind">What it is.</param>
    /// <param name="at">When it happened, UTC.</param>
    /// <param name="title">One line.</param>
    /// <param name="text">The rest; paragraphs stand on lines of their own.</param>
    /// <param name="link">Path and query of the page that it is about.</param>
    public NoticeCause(NoticeKind kind, DateTime at, string title, string text, string link)
    {
        (Kind, At, DueAt) = (kind, at, at);
        Title = Cut(title, TitleLength);
        Text = Cut(text, TextLength);
        Link = link.Length <= LinkLength ? link : "/";
    }

    public int Id { get; private set; }

    public NoticeKind Kind { get; private set; }

    /// <summary>The same of two causes means that one is enough: weekly digests, reminders.</summary>
    public string? Key { get; init; }

    /// <summary>Whose people are told; null where one person is.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>The one person to tell; null for all of the organisation's.</summary>
    public int? UserId { get; init; }

    /// <summary>Who did it, and so need not be told.</summary>
    public int? ActorId { get; init; }

    public DateTime At { get; private set; }

    /// <summary>Told not before, UTC: changes made one after another are told together.</summary>
    public DateTime DueAt { get; init; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string Link { get; private set; } = "";

    public DateTime? ToldAt { get; private set; }

    public void MarkTold(DateTime now) => ToldAt = now;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

/// <summary>One line under one person's bell.</summary>
public sealed class Notice
{
    private Notice() { }

    public Notice(int userId, NoticeKind kind, DateTime at, string title, string text, string link) =>
        (UserId, Kind, At, Title, Text, Link) = (userId, kind, at, title, text, link);

    public long Id { get; private set; }

    public int UserId { get; private set; }

    public NoticeKind Kind { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string Link { get; private set; } = "";

    public DateTime? ReadAt { get; private set; }
}

/// <summary>How one person wants to be told of one kind; without a row, both ways.</summary>
public sealed class NoticeSetting
{
    private NoticeSetting() { }

    public NoticeSetting(int userId, NoticeKind kind) => (UserId, Kind) = (userId, kind);

    public int UserId { get; private set; }

    public NoticeKind Kind { get; private set; }

    public bool ByEmail { get; private set; } = true;

    public bool InProgram { get; private set; } = true;

    public void Set(bool byEmail, bool inProgram) => (ByEmail, InProgram) = (byEmail, inProgram);
}
