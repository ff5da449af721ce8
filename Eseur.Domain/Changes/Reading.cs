namespace Eseur.Domain.Changes;

/// <summary>How somebody came to see personal data. The numbers are stored.</summary>
public enum ReadingKind : byte
{
    /// <summary>A member's card, ticket, photograph or history was opened.</summary>
    Card = 1,

    /// <summary>People were looked for by name, number or contact.</summary>
    Search = 2,

    /// <summary>A file with people was made.</summary>
    Export = 3,

    /// <summary>All that is held on one person was given out.</summary>
    Dossier = 4,

    /// <summary>The change record itself was read.</summary>
    Audit = 5,
}

/// <summary>That somebody read personal data: who, when, from where, of whom or how many. What was read is not repeated here.</summary>
public sealed class Reading
{
    public const int DetailsLength = 300;

    private Reading() { }

    public Reading(ReadingKind kind, string actor, int? userId, string? address, DateTime at, int? memberId, int? organizationId, int? count, string? details)
    {
        Kind = kind;
        Actor = actor;
        UserId = userId;
        Address = address;
        At = at;
        MemberId = memberId;
        OrganizationId = organizationId;
        Count = count;
        Details = details is null ? null : Change.Cut(details, DetailsLength);
    }

    public long Id { get; private set; }

    public ReadingKind Kind { get; private set; }

    public string Actor { get; private set; } = "";

    public int? UserId { get; private set; }

    public string? Address { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Whose card; null where it is about many.</summary>
    public int? MemberId { get; private set; }

    /// <summary>Where the card is, or the subtree that was searched or exported.</summary>
    public int? OrganizationId { get; private set; }

    /// <summary>How many people were seen.</summary>
    public int? Count { get; private set; }

    /// <summary>The conditions of a search or export, without the words that name a person.</summary>
    public string? Details { get; private set; }
}
