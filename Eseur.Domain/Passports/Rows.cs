namespace Eseur.Domain.Passports;

/// <summary>Who leads or led the organisation; the row without <see cref="LeftOn"/> is the current chairperson.</summary>
public sealed class Chairperson : PassportRow
{
    public string Name { get; private set; } = "";

    public DateOnly? ElectedOn { get; private set; }

    public DateOnly? MandateUntil { get; private set; }

    public bool? FullTime { get; private set; }

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Since when letters to <see cref="Email"/> come back; null while they do not.</summary>
    public DateOnly? EmailFailedOn { get; private set; }

    public bool? ConsentSms { get; private set; }

    public bool? ConsentPush { get; private set; }

    public bool? ConsentEmail { get; private set; }

    public DateOnly? LeftOn { get; private set; }

    /// <summary>The number of the person's own card as a member.</summary>
    public int? MemberId { get; private set; }
}

public sealed class Activist : PassportRow
{
    public string Name { get; private set; } = "";

    public string? Role { get; private set; }

    public string? Commission { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Since when letters to <see cref="Email"/> come back; null while they do not.</summary>
    public DateOnly? EmailFailedOn { get; private set; }

    public bool? ConsentEmail { get; private set; }

    public DateOnly? Since { get; private set; }

    public DateOnly? Until { get; private set; }
}

public sealed class StaffMember : PassportRow
{
    public string Name { get; private set; } = "";

    public string? Position { get; private set; }

    public decimal? Rate { get; private set; }

    public string? Employment { get; private set; }

    public DateOnly? HiredOn { get; private set; }

    public DateOnly? LeftOn { get; private set; }
}

public sealed class Address : PassportRow
{
    public string? Kind { get; private set; }

    public string? Postcode { get; private set; }

    public string? Region { get; private set; }

    public string? Locality { get; private set; }

    public string? Street { get; private set; }

    public string? House { get; private set; }
}

public sealed class Phone : PassportRow
{
    public string? Number { get; private set; }

    public string? Kind { get; private set; }
}

public sealed class SocialPage : PassportRow
{
    public string? Network { get; private set; }

    public string? Link { get; private set; }
}

public sealed class UnionEvent : PassportRow
{
    public string? Kind { get; private set; }

    public string? Title { get; private set; }

    public DateOnly? Begins { get; private set; }

    public DateOnly? Ends { get; private set; }

    public int? Participants { get; private set; }

    public string? Outcome { get; private set; }
}

/// <summary>A person's word that a counted field does not concern the organisation, with the reason.</summary>
public sealed class Exemption
{
    public const int ReasonLength = 500;

    private Exemption() { }

    internal Exemption(string gapKey, string reason, string by, DateTime at)
    {
        GapKey = gapKey;
        Reason = reason;
        By = by;
        At = at;
    }

    public int Id { get; private set; }

    public int OrganizationId { get; private set; }

    public string GapKey { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string By { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }
}
