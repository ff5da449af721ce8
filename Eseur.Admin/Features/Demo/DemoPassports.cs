using System.Globalization;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Demo;

/// <summary>Fills the passport of a planned organisation through the domain, leaving out exactly what the plan says is missing.</summary>
internal sealed class DemoPassports(DemoPlan plan)
{
    /// <summary>The day of which passports tell. Fixed, so that the same seed gives the same passports on any day.</summary>
    public static readonly DateOnly AsOf = new(2026, 9, 1);

    // What the union calls a small primary organisation.
    private const int FewMembers = 15;

    private static readonly Dictionary<string, string[]> Words = DemoText.Lists("institutions.txt");

    private readonly RussianNames names = new();

    public void Fill(Organization organization, int index)
    {
        var passport = new Passport(organization, plan.Organizations[index], plan.Missing[index], DemoRandom.For(plan.Seed, "passport", index), DemoRandom.For(plan.Seed, "activists' mail", index), names, plan.Cards.Staff[index]);
        passport.FillInpo(index, isSmall: plan.Cards.OnRecord(index) < FewMembers);
        passport.FillInstitution(index, plan.Cards);
        passport.FillChairperson(plan.Consents[index]);
        passport.FillPeople();
        passport.FillAddresses(index);
        passport.FillEvents();
    }

    private sealed class Passport(Organization organization, PlannedOrganization planned, long missing, DemoRandom random, DemoRandom mail, RussianNames names, int workers)
    {
        private bool Has(Gap gap) => (missing & gap.Mask) == 0;

        private bool Has(Field field) => Has(Catalogue.Passport.Gap(field.Key)!);

        private bool Works(Field field) => Has(Catalogue.Passport.Gaps.Single(g => g.Field == field && g.IsOfFailed));

        private bool Has(RowSet rows) => Has(Catalogue.Passport.Gap(rows.Key)!);

        public void FillInpo(int index, bool isSmall)
        {
            organization.Fill(InpoTab.FoundedOn, random.Chance(0.5) ? Date(1930, 2021) : null);
            if (planned.Level.IsPrimary())
            {
                organization.Fill(InpoTab.DuesRate, Has(InpoTab.DuesRate) ? random.Chance(0.97) ? 1m : random.Pick([0.5m, 0.8m, 1.5m, 2m]) : null);
                organization.Fill(InpoTab.IsSmall, Has(InpoTab.IsSmall) ? isSmall : null);
                organization.Fill(InpoTab.HasProfkom, Has(InpoTab.HasProfkom) ? !isSmall || random.Chance(0.3) : null);
            }
            if (!planned.IsLegalEntity || random.Chance(0.1))
                return;
            // Odd serials are the union's own, even ones the institutions'.
            var inn = RegistrationCodes.Inn(planned.Subject, (2 * index) + 1);
            organization.Fill(InpoTab.Inn, inn);
            organization.Fill(InpoTab.Kpp, RegistrationCodes.Kpp(inn));
            organization.Fill(InpoTab.Ogrn, RegistrationCodes.Ogrn(inn, random.Between(2002, 2020)));
        }

        public void FillInstitution(int index, CardPlan cards)
        {
            var institution = planned.Institution;
            organization.Fill(InstitutionTab.Name, Has(InstitutionTab.Name) ? institution.Name : null);
            organization.Fill(InstitutionTab.Type, institution.Type);
            organization.Fill(InstitutionTab.HeadName, Has(InstitutionTab.HeadName) ? names.Person(planned.Subject, random, 0.74).FullName : null);
            organization.Fill(InstitutionTab.HeadPosition, Has(InstitutionTab.HeadPosition) ? institution.HeadPosition : null);
            organization.Fill(InstitutionTab.Workers, random.Chance(0.8) ? workers : null);
            organization.Fill(InstitutionTab.Students, institution.Type is "college" or "university" && random.Chance(0.8) ? Math.Max(workers * random.Between(6, 12), cards.OnRecord(index)) : null);
            FillReported(cards.Reported[index]);
            if (!Has(InstitutionTab.Inn))
                return;
            var inn = RegistrationCodes.Inn(planned.Subject, 2 * index);
            organization.Fill(InstitutionTab.Inn, inn);
            organization.Fill(InstitutionTab.Kpp, random.Chance(0.7) ? RegistrationCodes.Kpp(inn) : null);
            organization.Fill(InstitutionTab.Ogrn, random.Chance(0.7) ? RegistrationCodes.Ogrn(inn, random.Between(2002, 2020)) : null);
        }

        private void FillReported(ReportedMembers reported)
        {
            if (!planned.Level.IsPrimary())
                return;
            organization.Fill(InstitutionTab.ReportedMembers, reported.Total);
            organization.Fill(InstitutionTab.ReportedWorkers, reported.Workers);
            organization.Fill(InstitutionTab.ReportedStudents, reported.Students);
            organization.Fill(InstitutionTab.ReportedPensioners, reported.Pensioners);
        }

        public void FillChairperson(bool consents)
        {
            var elected = Date(2019, 2025);
            var isChaired = Has(ChairpersonTab.Chairpersons);
            if (random.Chance(isChaired ? 0.32 : 0.55))
            {
                Add(ChairpersonTab.Chairpersons, (ChairpersonTab.Name, names.Person(planned.Subject, random, 0.85).FullName),
                    (ChairpersonTab.ElectedOn, elected.AddYears(-5)), (ChairpersonTab.LeftOn, isChaired ? elected : Date(2022, 2025)));
            }
            if (!isChaired)
                return;
            var person = names.Person(planned.Subject, random, 0.85);
            Add(ChairpersonTab.Chairpersons, (ChairpersonTab.Name, person.FullName), (ChairpersonTab.ElectedOn, elected),
                (ChairpersonTab.MandateUntil, random.Chance(0.8) ? elected.AddYears(5) : null),
                (ChairpersonTab.FullTime, random.Chance(0.75) ? !planned.Level.IsPrimary() || workers > 400 : null),
                (ChairpersonTab.Phone, random.Chance(0.82) ? RussianNames.Mobile(random) : null),
                (ChairpersonTab.Email, Has(ChairpersonTab.Email) ? RussianNames.Email(person, random) : null),
                (ChairpersonTab.ConsentEmail, Has(ChairpersonTab.ConsentEmail) ? consents : null),
                (ChairpersonTab.ConsentSms, Has(ChairpersonTab.ConsentEmail) ? consents && random.Chance(0.8) : null),
                (ChairpersonTab.ConsentPush, Has(ChairpersonTab.ConsentEmail) ? consents && random.Chance(0.6) : null));
            if (!Works(ChairpersonTab.Email))
                organization.CurrentChairperson!.MarkFailed(ChairpersonTab.Email, AsOf);
        }

        public void FillPeople()
        {
            if (Has(ActivistsTab.Activists))
            {
                var count = Math.Clamp(workers / 20, 1, planned.Level.IsPrimary() ? 4 : 9) - random.Below(2);
                for (var i = 0; i < Math.Max(count, 1); i++)
                {
                    var person = names.Person(planned.Subject, random);
                    Add(ActivistsTab.Activists, (ActivistsTab.Name, person.FullName), (ActivistsTab.Role, Code(ReferenceLists.ActivistRole)), (ActivistsTab.Since, random.Chance(0.7) ? Date(2019, 2025) : null),
                        (ActivistsTab.Email, mail.Chance(0.6) ? RussianNames.Email(person, mail) : null), (ActivistsTab.ConsentEmail, mail.Chance(0.5) ? mail.Chance(0.8) : null));
                }
            }
            if (planned.IsLegalEntity && Has(StaffTab.Staff))
            {
                string[] positions = ["Председатель", "Главный бухгалтер", "Специалист по организационной работе", "Правовой инспектор труда", "Технический инспектор труда", "Водитель"];
                foreach (var position in positions.Take(planned.Level.Group() == LevelGroup.Territorial ? random.Between(1, 3) : random.Between(3, 6)))
                    Add(StaffTab.Staff, (StaffTab.Name, Name()), (StaffTab.Position, position), (StaffTab.Rate, random.Pick([1m, 1m, 1m, 0.5m, 0.25m])), (StaffTab.Employment, Code(ReferenceLists.StaffEmployment)), (StaffTab.HiredOn, Date(2005, 2025)));
            }
        }

        public void FillAddresses(int index)
        {
            var mailbox = RussianNames.Latin(planned.Level.IsPrimary() ? planned.Institution.Label : planned.ShortName);
            mailbox = $"{mailbox[..Math.Min(mailbox.Length, 24)].Trim('-')}-{index.ToString(CultureInfo.InvariantCulture)}";
            organization.Fill(AddressesTab.Email, Has(AddressesTab.Email) ? $"ppo-{mailbox}@profkom.example" : null);
            if (!Works(AddressesTab.Email))
                organization.MarkEmailFailed(AsOf);
            organization.Fill(AddressesTab.Site, random.Chance(planned.Level.IsPrimary() ? 0.15 : 0.6) ? $"https://{mailbox}.profkom.example" : null);
            if (Has(AddressesTab.Addresses))
            {
                Address("legal");
                if (random.Chance(0.2))
                    Address(random.Chance(0.5) ? "actual" : "postal");
            }
            if (Has(AddressesTab.Phones))
            {
                Phone(RussianNames.Landline(random), "work");
                if (random.Chance(0.25))
                    Phone(RussianNames.Mobile(random), "mobile");
            }
            if (random.Chance(0.2))
                Add(AddressesTab.SocialPages, ("social-network", random.Chance(0.8) ? "vk" : "telegram"), ("social-link", $"https://social.example/{mailbox}"));
        }

        public void FillEvents()
        {
            if (!Has(EventsTab.Events))
                return;
            for (var count = random.Between(1, planned.Level.IsPrimary() ? 2 : 5); count > 0; count--)
            {
                var (kind, title) = random.Unit() switch
                {
                    < 0.4 => ("meeting", "Отчётное собрание"),
                    < 0.55 => ("committee", "Заседание профкома"),
                    < 0.7 => ("training", random.Pick(Words["мероприятия обучения"])),
                    < 0.85 => ("action", random.Pick(Words["акции"])),
                    < 0.93 => ("contest", random.Pick(Words["конкурсы"])),
                    _ => ("sport", random.Pick(Words["спорт"])),
                };
                var begins = AsOf.AddDays(-random.Between(1, 360));
                Add(EventsTab.Events, ("event-title", title), ("event-kind", kind), ("event-begins", begins), ("event-ends", begins.AddDays(random.Chance(0.8) ? 0 : random.Between(1, 3))), ("event-participants", random.Between(5, Math.Max(6, workers))));
            }
        }

        private void Address(string kind)
        {
            var address = DemoAddress.In((planned.Place ?? planned.Region.Seat).Postcode, planned.Institution.Settlement, random);
            Add(AddressesTab.Addresses, ("address-kind", kind), ("address-postcode", address.Postcode), ("address-region", ReferenceBook.Default.Label(ReferenceLists.Region, planned.Subject)),
                ("address-locality", address.Locality), ("address-street", address.Street), ("address-house", address.House));
        }

        private void Phone(string number, string kind) => Add(AddressesTab.Phones, ("phone-number", number), ("phone-kind", kind));

        private void Add(RowSet rows, params (string Field, object? Value)[] values) => Add(rows, Array.ConvertAll(values, v => (Catalogue.Passport.Field(v.Field)!, v.Value)));

        private void Add(RowSet rows, params (Field Field, object? Value)[] values)
        {
            var row = rows.Blank();
            foreach (var (field, value) in values)
                row.Fill(field, value);
            rows.Attach(organization, row, AsOf);
        }

        private string Name() => names.Person(planned.Subject, random).FullName;

        private string Code(string list) => random.PickFrequent(ReferenceBook.Default.Items(list)).Code;

        private DateOnly Date(int fromYear, int toYear) => new DateOnly(fromYear, 1, 1).AddDays(random.Below((toYear - fromYear + 1) * 365));
    }
}
