using System.Security.Cryptography;
using System.Text;

namespace Eseur.Domain.Changes;

/// <summary>One saved act on an organisation or a member's card: who, when, and line by line what was and what became. Never edited.</summary>
public sealed class Change
{
    /// <summary>Longest <see cref="Act"/>: names of two organisations may be longer together.</summary>
    public const int ActLength = 200;

    private readonly List<ChangeLine> lines = [];

    private Change() { }

    /// <param name="organizationId">Whose passport, or where it happened; null where it is about no organisation.</param>
    public Change(int? organizationId, string actor, DateTime at, int version, long missing, string act, IEnumerable<ChangeLine> lines)
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
        new(organizationId, actor, at, version, missing, act, lines) { MemberId = memberId, Subject = ChangeSubject.Card };

    /// <summary>An act on something that is neither a passport nor a card.</summary>
    /// <param name="subjectId">The grant, the account, the line or the request; null where it has no number yet.</param>
    public static Change Of(ChangeSubject subject, int? subjectId, int? organizationId, string actor, DateTime at, string act, IEnumerable<ChangeLine> lines) =>
        new(organizationId, actor, at, 0, 0, act, lines) { Subject = subject, SubjectId = subjectId };

    public long Id { get; private set; }

    public ChangeSubject Subject { get; private set; }

    /// <summary>Number of the grant, account, line or request; null for passports and cards.</summary>
    public int? SubjectId { get; private set; }

    public int? OrganizationId { get; private set; }

    /// <summary>Whose card; null for the organisation's own passport. The organisation is then where the member was on record.</summary>
    public int? MemberId { get; private set; }

    /// <summary>The person's name as it was that day, or the named system identity of background work.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>Whose sign-in; null for the program itself.</summary>
    public int? UserId { get; private set; }

    /// <summary>The network address the act came from; null for the program itself.</summary>
    public string? Address { get; private set; }

    /// <summary>Says whose sign-in it was and from where.</summary>
    public Change From(int? userId, string? address)
    {
        UserId = userId;
        Address = address;
        return this;
    }

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

    /// <summary>Bytes; without it a short text could be guessed from its digest after it was erased.</summary>
    public const int SaltLength = 16;

    private ChangeLine() { }

    public ChangeLine(string field, string? row, string? was, string? became, int? rowId = null)
    {
        Field = field;
        Row = row;
        Was = Cut(was);
        Became = Cut(became);
        RowId = rowId;
        Salt = RandomNumberGenerator.GetBytes(SaltLength);
        Digest = DigestNow();
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

    /// <summary>Null once the texts are erased.</summary>
    public byte[]? Salt { get; private set; }

    /// <summary>SHA-256 over salt and texts. Seals cover it, so a line may lose its texts, on record, and the chain still holds.</summary>
    public byte[] Digest { get; private set; } = [];

    /// <summary>What <see cref="Digest"/> has to be if nobody touched the texts.</summary>
    public byte[] DigestNow() => SHA256.HashData([.. Salt ?? [], .. Encoding.UTF8.GetBytes($"{Field}\u001f{Row}\u001f{Was}\u001f{Became}")]);

    private static string? Cut(string? text) => string.IsNullOrEmpty(text) ? null : Change.Cut(text, TextLength);
}
