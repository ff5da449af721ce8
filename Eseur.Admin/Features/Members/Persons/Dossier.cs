using Eseur.Admin.Shared.Editing;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>All that is held on one person. docs/dossier.md describes it as JSON; the names there are these.</summary>
public sealed record Dossier(string Format, DateTime MadeAt, string MadeBy, DossierCard Card, DossierPhoto? Photo, IReadOnlyList<DossierMembership> Memberships,
    IReadOnlyList<DossierConsent> Consents, IReadOnlyList<DossierTicket> Tickets, IReadOnlyList<DossierRequest> Requests, IReadOnlyList<DossierOffice> Offices,
    IReadOnlyList<DossierAccount> Accounts, IReadOnlyList<DossierLetter> Letters, IReadOnlyList<DossierChange> Changes, IReadOnlyList<DossierReading> Readings)
{
    /// <summary>Changes with the shape.</summary>
    public const string FormatNow = "eseur-dossier-1";
}

/// <param name="Tabs">Every field of the card, filled or not.</param>
public sealed record DossierCard(int Number, int Version, string FullName, string Organization, DateOnly? ErasedOn, IReadOnlyList<DossierTab> Tabs);

public sealed record DossierTab(string Key, string Title, IReadOnlyList<DossierField> Fields);

/// <param name="Value">As exchanged files hold it; null for "not filled".</param>
/// <param name="Shown">As people read it: a choice by its label.</param>
public sealed record DossierField(string Key, string Label, string? Value, string? Shown);

/// <param name="Content">Written as base64.</param>
public sealed record DossierPhoto(string ContentType, byte[] Content);

/// <param name="Until">Null for where the person is on record.</param>
public sealed record DossierMembership(string Organization, DateOnly? Since, DateOnly? Until, string? Reason);

/// <param name="Until">Null while it is in force.</param>
/// <param name="Text">The whole text that was agreed to; null where the version is not known.</param>
public sealed record DossierConsent(DateOnly Given, DateOnly? Until, bool Withdrawn, string? Channel, string? Version, string? Text);

public sealed record DossierTicket(string Number, bool Plastic, bool Virtual, string State, DateOnly OrderedOn, DateOnly? IssuedOn, DateOnly? EndedOn);

public sealed record DossierRequest(string From, string To, string AskedBy, DateTime AskedAt, string State, string? DecidedBy, DateTime? DecidedAt, string? Reason);

/// <summary>A line of a passport that names the person as chairperson.</summary>
public sealed record DossierOffice(string Organization, IReadOnlyList<DossierField> Fields);

/// <summary>A way to sign in: never a password, a code or a key.</summary>
public sealed record DossierAccount(string Name, string? Email, string? Phone, DateTime? ClosedAt, bool HasPassword, bool HasSecondFactor, IReadOnlyList<DossierGrant> Grants, IReadOnlyList<DossierSession> Sessions);

public sealed record DossierGrant(string Role, string Organization, DateTime GivenAt, string GivenBy, DateOnly? Until, DateTime? EndedAt);

public sealed record DossierSession(DateTime StartedAt, DateTime SeenAt, DateTime? EndedAt, string Device, string Address);

/// <summary>A letter to the person, in whatever office: what it said is not kept for each.</summary>
/// <param name="At">When it was sent, or queued where it was not.</param>
public sealed record DossierLetter(DateTime At, string Channel, string Subject, string? Address, string State, string? Reason);

public sealed record DossierChange(DateTime At, string Actor, string Act, IReadOnlyList<RecordChangeLine> Lines);

public sealed record DossierReading(DateTime At, string Actor, string Kind, string? Details);
