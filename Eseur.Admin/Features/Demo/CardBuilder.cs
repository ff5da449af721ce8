using System.Globalization;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Demo;

/// <summary>One card, tab by tab.</summary>
internal sealed class CardBuilder(CardSpec spec, CardPerson person, WorkWords words, DemoRandom random)
{
    private static readonly ConsentText[] Texts = [.. Eseur.Domain.Members.ConsentTexts.Defaults()];

    private static readonly object True = true;
    private static readonly object False = false;

    // The first cards of the registry are of this year.
    private static readonly DateOnly FirstCards = new(2018, 1, 1);

    private readonly int age = (DemoPassports.AsOf.DayNumber - person.BirthDate.DayNumber) * 4 / 1461;
    private DateOnly since;

    public Member Member { get; private set; } = null!;

    /// <param name="organization">Where the person is on record.</param>
    /// <param name="before">Where the person was before; null for most.</param>
    public void PutOnRecord(Organization organization, Organization? before)
    {
        var joined = Joined();
        since = joined > FirstCards ? joined : FirstCards.AddDays(random.Below(1400));
        var source = random.Unit() switch { < 0.56 => CardSource.Import, < 0.97 => CardSource.Chairperson, _ => CardSource.Application };
        Member = Member.PutOnRecord(before ?? organization, person.Name.Surname, person.Name.Name, person.Name.Patronymic, since, source);
        if (before is not null)
        {
            since = Between(since, DemoPassports.AsOf);
            Member.Transfer(organization, since);
        }
        Member.Fill(RecordTab.JoinedOn, random.Chance(0.85) ? joined : null);
    }

    public void FillPerson(bool isRepeated)
    {
        if (person.Name.Patronymic is null && !isRepeated)
            Member.Fill(PersonTab.NoPatronymic, True);
        if (spec.Employment is { } employment)
            Member.Fill(PersonTab.Employment, employment);
        if (!spec.Has(CardMarks.NoSex))
            Member.Fill(PersonTab.Sex, spec.IsWoman ? Sex.Woman : Sex.Man);
        if (!spec.Has(CardMarks.NoBirthDate))
            Member.Fill(PersonTab.BirthDate, person.BirthDate);
        Consent();
    }

    public void FillRecord()
    {
        if (!spec.Has(CardMarks.NoDuesForm))
        {
            Member.Fill(RecordTab.DuesForm, spec.Group switch
            {
                CardGroup.Pensioner => random.Unit() switch { < 0.5 => "cash", < 0.9 => "exempt", _ => "cashless" },
                CardGroup.Student or CardGroup.UnstatedStudent => random.Chance(0.75) ? "cashless" : "cash",
                _ => random.Unit() switch { < 0.96 => "cashless", < 0.99 => "cash", _ => "exempt" },
            });
        }
        if (spec.Has(CardMarks.Bonus))
            Member.Fill(RecordTab.Bonus, True);
        else if (random.Chance(0.1))
            Member.Fill(RecordTab.Bonus, False);
    }

    public void FillWork()
    {
        if (!spec.Has(CardMarks.NoWorkplace))
            Member.Fill(WorkTab.Workplace, words.Workplace(random));
        if (spec.IsStudent)
        {
            Study();
            return;
        }
        if (spec.Has(CardMarks.NoPosition))
            return;
        var (position, category) = words.Position(random);
        Member.Fill(WorkTab.Position, position);
        if (spec.Group != CardGroup.Pensioner && random.Chance(0.7))
            Member.Fill(WorkTab.Category, category);
    }

    public void FillContacts(PlannedOrganization planned)
    {
        var (hasPhone, hasEmail) = (!spec.Has(CardMarks.NoPhone), !spec.Has(CardMarks.NoEmail));
        if (hasPhone)
            Member.Fill(ContactsTab.Phone, person.Phone);
        if (hasEmail)
            Member.Fill(ContactsTab.Email, person.Email);
        if (random.Chance(0.1))
        {
            var address = DemoAddress.In((planned.Place ?? planned.Region.Seat).Postcode, planned.Institution.Settlement, random);
            Member.Fill(ContactsTab.HomeAddress, string.Create(CultureInfo.InvariantCulture, $"{address.Postcode}, {address.Locality}, {address.Street}, д. {address.House}"));
        }
        if ((hasPhone || hasEmail) && random.Chance(0.2))
            Member.Fill(ContactsTab.ConfirmedOn, Between(since, DemoPassports.AsOf));
        if (hasEmail && random.Chance(0.6))
            Member.Fill(ContactsTab.ConsentEmail, random.Chance(0.85) ? True : False);
        if (hasPhone && random.Chance(0.5))
            Member.Fill(ContactsTab.ConsentSms, random.Chance(0.7) ? True : False);
        if (hasPhone && random.Chance(0.3))
            Member.Fill(ContactsTab.ConsentPush, random.Chance(0.6) ? True : False);
    }

    /// <summary>Beside the tickets that the slides count: some that were lost, and some that are not ready yet.</summary>
    public void GiveTickets(TicketSeries series)
    {
        var (plastic, isVirtual) = (spec.Has(CardMarks.Plastic), spec.Has(CardMarks.Virtual));
        var holds = plastic || isVirtual;
        if (!holds && (spec.Marks & (CardMarks.NoConsent | CardMarks.NoBirthDate)) != CardMarks.None)
            return;
        var ordered = Between(since > new DateOnly(2019, 6, 1) ? since : new DateOnly(2019, 6, 1), DemoPassports.AsOf.AddDays(-60));
        if (holds && random.Chance(0.012))
        {
            Issue(series, plastic: true, isVirtual: false, ordered);
            ordered = NotLater(Between(ordered.AddDays(25), DemoPassports.AsOf.AddDays(-30)));
            Member.LoseTicket(ordered);
        }
        if (holds)
            Issue(series, plastic, isVirtual, ordered);
        else if (random.Chance(0.004))
            Member.OrderTicket(series.Next(), plastic: true, random.Chance(0.3), DemoPassports.AsOf.AddDays(-random.Below(50)));
        else if (random.Chance(0.003))
            Lose(series, ordered);
    }

    public void TakeOff()
    {
        var on = Between(since, DemoPassports.AsOf);
        if (Member.HasPlastic || Member.HasVirtual)
            Member.ReturnTicket(DemoPassports.AsOf);
        Member.TakeOff(spec.Group == CardGroup.Student ? "own-wish" : random.Unit() switch { < 0.75 => "own-wish", < 0.92 => Member.ReasonOfTransfer, < 0.98 => "death", _ => "expelled" }, on);
    }

    private void Issue(TicketSeries series, bool plastic, bool isVirtual, DateOnly ordered)
    {
        Member.OrderTicket(series.Next(), plastic, isVirtual, ordered);
        Member.IssueTicket(NotLater(ordered.AddDays(plastic ? random.Between(5, 25) : 0)));
    }

    private void Lose(TicketSeries series, DateOnly ordered)
    {
        Issue(series, plastic: true, isVirtual: false, ordered);
        Member.LoseTicket(NotLater(Between(ordered.AddDays(25), DemoPassports.AsOf)));
    }

    private void Consent()
    {
        var (old, current) = (Texts[0], Texts[^1]);
        if (spec.Has(CardMarks.NoConsent))
        {
            if (random.Chance(0.01))
            {
                var given = Between(old.Since, current.Since);
                Member.GiveConsent(old, "paper", given);
                Member.WithdrawConsent(Between(given, DemoPassports.AsOf));
            }
            return;
        }
        var isRenewed = random.Chance(0.12);
        var first = Between(since > old.Since ? since : old.Since, DemoPassports.AsOf);
        if (first < current.Since)
            Member.GiveConsent(old, Channel(), first);
        if (first >= current.Since || isRenewed)
            Member.GiveConsent(current, Channel(), Between(current.Since > first ? current.Since : first, DemoPassports.AsOf));
    }

    private string Channel() => random.Unit() switch { < 0.8 => "paper", < 0.88 => "application", _ => "cabinet" };

    private void Study()
    {
        if (!spec.Has(CardMarks.NoPosition))
            Member.Fill(WorkTab.Position, spec.IsWoman && random.Chance(0.4) ? "Студентка" : "Студент");
        if (spec.Has(CardMarks.NoCourse))
            return;
        var (course, form, faculty, group) = words.Study(age, random);
        Member.Fill(WorkTab.Course, course);
        if (random.Chance(0.8))
            Member.Fill(WorkTab.StudyForm, form);
        if (random.Chance(0.7))
            Member.Fill(WorkTab.Faculty, faculty);
        if (random.Chance(0.6))
            Member.Fill(WorkTab.StudyGroup, group);
    }

    /// <summary>Students in the first autumn of their studies, workers since one of their jobs.</summary>
    private DateOnly Joined()
    {
        var latest = DemoPassports.AsOf.AddDays(-10);
        if (!spec.IsStudent)
            return latest.AddDays(-(int)(365.25 * Math.Max(0, age - 20) * random.Unit()) - random.Below(300));
        var autumn = new DateOnly(person.BirthDate.Year + Math.Min(age, 17), 9, 1).AddDays(random.Below(60));
        return autumn < latest ? autumn : latest.AddDays(-random.Below(200));
    }

    private static DateOnly NotLater(DateOnly day) => day < DemoPassports.AsOf ? day : DemoPassports.AsOf;

    /// <summary>Both ends included; the first where they stand the other way round.</summary>
    private DateOnly Between(DateOnly from, DateOnly to) => to <= from ? from : from.AddDays(random.Below(to.DayNumber - from.DayNumber + 1));
}
