using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Demo;

/// <summary>A mailing that was sent three weeks ago, with what became of each letter, and two that are being written.</summary>
internal static class DemoMailings
{
    private const string Author = "Орлова Анна Викторовна";

    private static readonly (string Status, string Reason)[] Refusals =
    [
        ("5.1.1", "550 5.1.1 <{0}>: Recipient address rejected: User unknown in virtual mailbox table"),
        ("5.1.1", "550 5.1.1 Message was not accepted -- invalid mailbox. Local mailbox {0} is unavailable: user not found"),
        ("5.2.2", "552 5.2.2 <{0}>: Mailbox is full"),
        ("5.7.1", "554 5.7.1 Message rejected under suspicion of SPAM"),
    ];

    public static async Task WriteAsync(RegistryContext context, int seed, DateTime now, CancellationToken cancel)
    {
        var root = await context.Organizations.Where(o => o.Level == OrganizationLevel.Nation).Select(o => o.Id).SingleAsync(cancel);
        var region = await context.Organizations.Where(o => o.Level == OrganizationLevel.Regional).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync(cancel);
        var at = now.AddDays(-21);
        var sent = Draft(root, at, new MailingAudience(), "Отчётно-выборная кампания: что подготовить до 1 декабря",
            "Здравствуйте, {{имя}}!\n\nВ этом году проходят отчёты и выборы. До **1 декабря** проверьте паспорт своей организации «{{организация}}».\n\nЧто осталось заполнить:\n\n{{пробелы}}\n\nОткрыть: {{ссылка}}");
        context.AddRange(sent,
            Draft(root, now.AddDays(-1), new MailingAudience { Organizations = new OrganizationFilter { Levels = [LevelGroup.Primary], Lacks = [Catalogue.Passport.Gap("dues")!] } }, "Укажите размер членского взноса",
                "Здравствуйте, {{имя}}!\n\nВ паспорте организации «{{организация}}» не указан взнос. Это займёт минуту: {{ссылка:dues}}."),
            Draft(region, now.AddHours(-3), new MailingAudience { To = RecipientKind.Activist, Roles = ["labour-safety"], Organizations = new OrganizationFilter { Under = region } }, "Семинар уполномоченных по охране труда", "Здравствуйте, {{имя}}!\n\n"));
        await context.SaveChangesAsync(cancel);
        sent.Plan(at, null, at);
        var draw = DemoRandom.For(seed, "mailing");
        var people = KnownPerson.Chairpersons(context.Organizations.AsNoTracking().Where(o => o.Level != OrganizationLevel.Nation && o.Status == OrganizationStatus.Active)).OrderBy(p => p.OrganizationId).ThenBy(p => p.Id);
        var chairpersons = await AudienceReader.CurrentAsync(people.AsAsyncEnumerable(), cancel).ToListAsync(cancel);
        sent.Start(at.AddMinutes(1), chairpersons.Count, at.AddMinutes(2));
        sent.EndQueueing(at.AddMinutes(1));
        foreach (var person in chairpersons)
        {
            var letter = Letter.To(person.By(RecipientKind.Chairperson, LetterChannel.Email), LetterKind.Mailing, at.AddMinutes(1), mailingId: sent.Id);
            if (!letter.IsSettled)
                Settle(letter, draw, at.AddMinutes(2).AddSeconds(draw.Below(600)));
            context.Add(letter);
        }
        sent.Finish(at.AddMinutes(14));
        await context.SaveChangesAsync(cancel);
    }

    private static Mailing Draft(int organization, DateTime at, MailingAudience audience, string subject, string body)
    {
        var mailing = new Mailing(organization, userId: null, Author, at);
        mailing.Write(subject, body);
        mailing.Address(LetterChannel.Email, audience.ToQueryString());
        return mailing;
    }

    private static void Settle(Letter letter, DemoRandom draw, DateTime at)
    {
        letter.MarkSent(at);
        if (draw.Chance(0.9))
        {
            letter.MarkDelivered(at.AddDays(3));
            return;
        }
        var (status, reason) = draw.PickFrequent(Refusals);
        letter.MarkBounced(status, string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, letter.Address), at.AddSeconds(draw.Between(1, 40)));
    }
}
