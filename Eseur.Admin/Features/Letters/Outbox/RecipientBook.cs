using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>What the registry says now of people whom letters wait for.</summary>
internal static class RecipientBook
{
    /// <summary>By the letter's number. Letters to accounts are not here: whoever writes their words knows the account.</summary>
    public static async Task<Dictionary<long, Recipient>> ReadNowAsync(RegistryContext context, IReadOnlyList<Letter> letters, CancellationToken cancel)
    {
        var found = new Dictionary<long, Recipient>();
        foreach (var group in letters.Where(l => l.RecipientKind != RecipientKind.User).GroupBy(l => l.RecipientKind))
        {
            var ids = group.Select(l => l.RecipientId).Distinct().ToList();
            var people = await Known(context, group.Key, ids).ToDictionaryAsync(p => p.Id, cancel);
            foreach (var letter in group)
                found[letter.Id] = Now(letter, people.GetValueOrDefault(letter.RecipientId));
        }
        return found;
    }

    private static Recipient Now(Letter letter, Person? person)
    {
        var (address, kind, failedOn, consent) = person is null ? default : letter.Channel switch
        {
            LetterChannel.Email => (person.Email, ContactsTab.Email.Kind, person.EmailFailedOn, person.ConsentEmail),
            LetterChannel.Sms => (person.Phone, ContactsTab.Phone.Kind, null, person.ConsentSms),
            _ => (person.Phone, ContactsTab.Phone.Kind, null, person.ConsentPush),
        };
        var obstacle = person is null ? Obstacle.NoPerson : Obstacles.Of(address, kind!, failedOn, consent);
        return new Recipient(letter.RecipientKind, letter.RecipientId, letter.OrganizationId, letter.Level, person?.Name ?? letter.Name, address, obstacle);
    }

    private static IQueryable<Person> Known(RegistryContext context, RecipientKind kind, List<int> ids) => kind switch
    {
        RecipientKind.Chairperson => context.Set<Chairperson>().AsNoTracking().Where(c => ids.Contains(c.Id) && c.LeftOn == null).Select(c => new Person
        {
            Id = c.Id, Name = c.Name, Email = c.Email, EmailFailedOn = c.EmailFailedOn, Phone = c.Phone, ConsentEmail = c.ConsentEmail, ConsentSms = c.ConsentSms, ConsentPush = c.ConsentPush,
        }),
        RecipientKind.Activist => context.Set<Activist>().AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new Person
        {
            Id = a.Id, Name = a.Name, Email = a.Email, EmailFailedOn = a.EmailFailedOn, ConsentEmail = a.ConsentEmail,
        }),
        // An organisation's own mailbox is nobody's personal address.
        RecipientKind.Organization => context.Organizations.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new Person
        {
            Id = o.Id, Name = o.ShortName, Email = o.Email, EmailFailedOn = o.EmailFailedOn, ConsentEmail = true,
        }),
        _ => context.Members.AsNoTracking().Where(m => ids.Contains(m.Id) && m.OffRecordOn == null).Select(m => new Person
        {
            Id = m.Id, Name = m.Name + (m.Patronymic == null ? "" : " " + m.Patronymic), Email = m.Email, EmailFailedOn = m.EmailFailedOn, Phone = m.Phone,
            ConsentEmail = m.ConsentOn == null ? null : m.ConsentEmail, ConsentSms = m.ConsentOn == null ? null : m.ConsentSms, ConsentPush = m.ConsentOn == null ? null : m.ConsentPush,
        }),
    };

    private sealed record Person
    {
        public int Id { get; init; }

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public DateOnly? EmailFailedOn { get; init; }

        public string? Phone { get; init; }

        public bool? ConsentEmail { get; init; }

        public bool? ConsentSms { get; init; }

        public bool? ConsentPush { get; init; }
    }
}
