using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters;

/// <summary>A school whose chairperson, activist, own mailbox and one member may be written to, and a mailing that is under way.</summary>
internal sealed class LetterGround(TestRegistry registry) : IAsyncDisposable
{
    public const string ChairEmail = "chair_1@school.example";
    public const string ActivistEmail = "activist_1@school.example";
    public const string SchoolEmail = "school_1@school.example";
    public const string MemberEmail = "member_1@school.example";

    private static readonly DateOnly Day = new(2026, 9, 1);

    public TestRegistry Registry => registry;

    public int School { get; private set; }

    public int Chairperson { get; private set; }

    public int Activist { get; private set; }

    public int Member { get; private set; }

    public int Mailing { get; private set; }

    public static async Task<LetterGround> OpenAsync(params string[] settings)
    {
        var ground = new LetterGround(await TestRegistry.StartAsync(settings));
        var region = await ground.Registry.FoundAsync(OrganizationLevel.Regional, ground.Registry.RootId, "Областная организация");
        ground.School = await ground.Registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await ground.FillAsync();
        ground.Mailing = await ground.MailAsync();
        return ground;
    }

    /// <summary>Another mailing: in one, everybody gets one letter.</summary>
    public async Task<int> MailAsync()
    {
        await using var context = await registry.OpenAsync();
        var (mailing, now) = (new Mailing(registry.RootId, null, "Проверка", DateTime.UtcNow), DateTime.UtcNow);
        mailing.Address(LetterChannel.Email, "?all=1");
        mailing.Write("Новости Профсоюза", "Здравствуйте!");
        mailing.Plan(null, null, now);
        mailing.Start(now, 0, now);
        mailing.EndQueueing(now);
        context.Add(mailing);
        await context.SaveChangesAsync();
        return mailing.Id;
    }

    /// <param name="to">The number of the person's row; null for the one of this ground.</param>
    public async Task<Letter> QueueAsync(RecipientKind kind, LetterState state = LetterState.Sent, LetterChannel channel = LetterChannel.Email, string? address = null, int? to = null, int? mailing = null)
    {
        var (id, email) = kind switch
        {
            RecipientKind.Chairperson => (Chairperson, ChairEmail),
            RecipientKind.Activist => (Activist, ActivistEmail),
            RecipientKind.Organization => (School, SchoolEmail),
            RecipientKind.Member => (Member, MemberEmail),
            _ => (0, "user@school.example"),
        };
        await using var context = await registry.OpenAsync();
        var recipient = new Recipient(kind, to ?? id, kind == RecipientKind.User ? null : School, LevelGroup.Primary, "Имя", address ?? email, Obstacle.None);
        var letter = Letter.To(recipient, kind == RecipientKind.User ? LetterKind.Notice : LetterKind.Mailing, DateTime.UtcNow, mailingId: kind == RecipientKind.User ? null : mailing ?? Mailing, channel: channel);
        if (state is not LetterState.Queued)
            letter.MarkSent(DateTime.UtcNow);
        if (state == LetterState.Delivered)
            letter.MarkDelivered(DateTime.UtcNow);
        context.Add(letter);
        await context.SaveChangesAsync();
        return letter;
    }

    public async Task<Letter> ReadAsync(Letter letter)
    {
        await using var context = await registry.OpenAsync();
        return await context.Letters.AsNoTracking().SingleAsync(l => l.Id == letter.Id);
    }

    public async Task<Organization> SchoolAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.AsNoTracking().WithPassport().SingleAsync(o => o.Id == School);
    }

    public async Task<Member> MemberAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Members.AsNoTracking().SingleAsync(m => m.Id == Member);
    }

    public async Task ChangeMemberAsync(Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        change(await context.Members.WithCard().SingleAsync(m => m.Id == Member));
        await context.SaveChangesAsync();
    }

    /// <summary>What the last change of the school or the member is called in the change record.</summary>
    public async Task<string> LastActAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Changes.Where(c => c.Subject != ChangeSubject.Mailing).OrderByDescending(c => c.Id).Select(c => c.Act).FirstAsync();
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private async Task FillAsync()
    {
        await registry.ChangeAsync(School, o =>
        {
            o.Fill(AddressesTab.Email, SchoolEmail);
            var chairperson = ChairpersonTab.Chairpersons.Blank();
            chairperson.Fill(ChairpersonTab.Name, "Петрова Анна Ивановна");
            chairperson.Fill(ChairpersonTab.Email, ChairEmail);
            chairperson.Fill(ChairpersonTab.Phone, "+79001112233");
            chairperson.Fill(ChairpersonTab.ConsentEmail, true);
            chairperson.Fill(ChairpersonTab.ConsentSms, true);
            ChairpersonTab.Chairpersons.Attach(o, chairperson, Day);
            var activist = ActivistsTab.Activists.Blank();
            activist.Fill(ActivistsTab.Name, "Орлов Пётр Ильич");
            activist.Fill(ActivistsTab.Email, ActivistEmail);
            activist.Fill(ActivistsTab.ConsentEmail, true);
            ActivistsTab.Activists.Attach(o, activist, Day);
        });
        await using var context = await registry.OpenAsync();
        var school = await context.Organizations.WithPassport().SingleAsync(o => o.Id == School);
        (Chairperson, Activist) = (school.Chairpersons[0].Id, school.Activists[0].Id);
        var member = Eseur.Domain.Members.Member.PutOnRecord(school, "Орлова", "Мария", null, Day, CardSource.Chairperson);
        member.Fill(ContactsTab.Email, MemberEmail);
        member.Fill(ContactsTab.ConsentEmail, true);
        var text = new ConsentText("1", new DateOnly(2020, 1, 1), "Текст");
        member.GiveConsent(text, "paper", Day);
        context.AddRange(text, member);
        await context.SaveChangesAsync();
        Member = member.Id;
    }
}
