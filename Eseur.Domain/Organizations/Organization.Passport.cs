using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Organizations;

// The passport: what each property means, its unit and whom it concerns is said by its declaration in Catalogue.Passport.
public sealed partial class Organization
{
    private readonly List<Chairperson> chairpersons = [];
    private readonly List<Activist> activists = [];
    private readonly List<StaffMember> staff = [];
    private readonly List<Address> addresses = [];
    private readonly List<Phone> phones = [];
    private readonly List<SocialPage> socialPages = [];
    private readonly List<UnionEvent> events = [];
    private readonly List<Exemption> exemptions = [];

    public decimal? DuesRate { get; private set; }

    public bool? IsSmall { get; private set; }

    public bool? HasProfkom { get; private set; }

    public string? Inn { get; private set; }

    public string? Kpp { get; private set; }

    public string? Ogrn { get; private set; }

    public DateOnly? FoundedOn { get; private set; }

    public string? InstitutionName { get; private set; }

    public string? InstitutionInn { get; private set; }

    public string? HeadName { get; private set; }

    public string? HeadPosition { get; private set; }

    public string? InstitutionType { get; private set; }

    public string? InstitutionKpp { get; private set; }

    public string? InstitutionOgrn { get; private set; }

    public int? WorkersCount { get; private set; }

    public int? StudentsCount { get; private set; }

    public int? ReportedMembers { get; private set; }

    public int? ReportedWorkers { get; private set; }

    public int? ReportedStudents { get; private set; }

    public int? ReportedPensioners { get; private set; }

    /// <summary>What the statistical report says, for the sums above; a closed organisation reports nobody.</summary>
    public ReportedMembers Reported => IsActive
        ? new ReportedMembers(ReportedMembers ?? 0, ReportedWorkers ?? 0, ReportedStudents ?? 0, ReportedPensioners ?? 0)
        : default;

    public string? Email { get; private set; }

    /// <summary>Since when letters to <see cref="Email"/> come back; null while they do not.</summary>
    public DateOnly? EmailFailedOn { get; private set; }

    public string? Site { get; private set; }

    public IReadOnlyList<Chairperson> Chairpersons => chairpersons;

    public IReadOnlyList<Activist> Activists => activists;

    public IReadOnlyList<StaffMember> Staff => staff;

    public IReadOnlyList<Address> Addresses => addresses;

    public IReadOnlyList<Phone> Phones => phones;

    public IReadOnlyList<SocialPage> SocialPages => socialPages;

    public IReadOnlyList<UnionEvent> Events => events;

    public IReadOnlyList<Exemption> Exemptions => exemptions;

    /// <summary>The one who holds the office now; null leaves the whole tab unfilled, as the slides count it.</summary>
    public Chairperson? CurrentChairperson => chairpersons.Where(c => c.LeftOn is null).MaxBy(c => (c.ElectedOn, c.Id));

    /// <summary>Writes a value already read by <see cref="Field.Parse"/>; null empties the field.</summary>
    public void Fill(Field field, object? value)
    {
        if (field.Owner != typeof(Organization) || field.IsByAct)
            throw new ArgumentException($"{field.Key} is not typed into the organisation itself.", nameof(field));
        RequireActive();
        field.Write(this, value);
    }

    /// <summary>Says, with a reason, that a counted field does not concern this organisation: it leaves the denominator.</summary>
    public void Exempt(Gap gap, string reason, string by, DateTime at)
    {
        RequireActive();
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBrokenException("Напишите, почему поле к вам не относится.");
        if (reason.Trim().Length > Exemption.ReasonLength)
            throw new RuleBrokenException($"Слишком длинно: {reason.Trim().Length} знаков, помещается {Exemption.ReasonLength}.");
        exemptions.RemoveAll(e => e.GapKey == gap.Key);
        exemptions.Add(new Exemption(gap.Key, reason.Trim(), by, at));
    }

    /// <summary>A letter to the organisation's own address came back. Whatever is sent there comes back, so it is a gap until another is given.</summary>
    public void MarkEmailFailed(DateOnly on) => AddressesTab.Email.Fail(this, on);

    public void EndExemption(Gap gap) => exemptions.RemoveAll(e => e.GapKey == gap.Key);

    internal void AddRow(RowSet set, PassportRow row, DateOnly today)
    {
        RequireActive();
        if (set.Check(row) is { } wrong)
            throw new RuleBrokenException(wrong.Error);
        // A new chairperson ends the office of the one before: two people never hold it at once.
        if (row is Chairperson { LeftOn: null } elected && CurrentChairperson is { } former)
            former.Fill(ChairpersonTab.LeftOn, elected.ElectedOn ?? today);
        set.Storage(this).Add(row);
    }

    internal void RemoveRow(RowSet set, PassportRow row)
    {
        RequireActive();
        set.Storage(this).Remove(row);
    }
}
