namespace Eseur.Domain.Changes;

/// <summary>One saved act on an organisation or a member's card: who, when, and line by line what was and what became. Never edited.</summary>
public sealed class Change
{
    /// <summary>Longest <see cref="Act"/>: names of two organisations may be longer together.</summary>
    public const int ActLength = 200;

    private readonly List<ChangeLine> lines = [];

    private Change() { }

    public Change(int organizationId, string actor, DateTime at, int version, long missing, string act, IEnumerable<ChangeLine> lines)
    {
        OrganizationId = organizationId;
        Actor = actor;
        At = at;
        Version = version;
        Missing = missing;
        Act = act.Length <= ActLength ? act : Cut(act, ActLength - 1) + "…";
        this.lines.AddRange(lines);
    }

    /// <summary>An act on a member's card.</summary>
    public static Change OfMember(int memberId, int organizationId, string actor, DateTime at, int version, long missing, string act, IEnumerable<ChangeLine> lines) =>
        new(organizationId, actor, at, version, missing, act, lines) { MemberId = memberId };

    public long Id { get; private set; }

    public int OrganizationId { get; private set; }

    /// <summary>Whose card; null for the organisation's own passport. The organisation is then where the member was on record.</summary>
    public int? MemberId { get; private set; }

    /// <summary>The person's name as it was that day, or the named system identity of background work.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The version of the organisation, or of the card, after this change.</summary>
    public int Version { get; private set; }

    /// <summary>The missing bits after this change: its own trend is read from here.</summary>
    public long Missing { get; private set; }

    /// <summary>What was done, in words: "Заполнен паспорт", "Перемещена".</summary>
    public string Act { get; private set; } = "";

    public IReadOnlyList<ChangeLine> Lines => lines;

    /// <summary>At most <paramref name="length"/> characters, and no half of a pair that is one sign.</summary>
    internal static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>One field's old and new text. Texts, not values: they must read the same after types change.</summary>
public sealed class ChangeLine
{
    /// <summary>Longest text kept of a value.</summary>
    public const int TextLength = 1000;

    private ChangeLine() { }

    public ChangeLine(string field, string? row, string? was, string? became, int? rowId = null)
    {
        Field = field;
        Row = row;
        Was = Cut(was);
        Became = Cut(became);
        RowId = rowId;
    }

    public long Id { get; private set; }

    public long ChangeId { get; private set; }

    /// <summary>The field's key in the catalogue, or a core property's own name.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Which line of a list, as people call it; null for the organisation's own fields.</summary>
    public string? Row { get; private set; }

    public int? RowId { get; private set; }

    public string? Was { get; private set; }

    public string? Became { get; private set; }

    private static string? Cut(string? text) => string.IsNullOrEmpty(text) ? null : Change.Cut(text, TextLength);
}
