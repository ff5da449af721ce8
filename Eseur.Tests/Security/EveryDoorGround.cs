using System.Net;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Security;

/// <summary>
/// Two regions, each with a territorial organisation, two schools and members. Everybody of <see cref="Roles"/> belongs to
/// the first; whatever stands in the second has words and numbers in it that stand nowhere else.
/// </summary>
internal sealed class EveryDoorGround : IAsyncDisposable
{
    public const string Password = "every-door-2026";
    public const string Phone = "+79037771234";
    public const string Email = "zaslonova@outside.example";
    public const string Inn = "7741963520";
    public const long Ticket = 7_531_9024_6813_5792;

    /// <summary>The day of birth as pages write it, of an outside person.</summary>
    public const string Birth = "27.02.1971";

    /// <summary>What must not be seen: the beginnings of words, and numbers as they are stored or written.</summary>
    public static readonly IReadOnlyList<string> Planted =
        ["Зазерк", "Заслонов", "Глафир", "Заслоныч", "9037771234", "903 777-12-34", "outside.example", Inn, "7531902468135792", "7531 9024 6813 5792", Birth, "1971 г", "Засовский отбор", "Затворная должность", "Запретил Запретович", "запертый отчёт"];

    private EveryDoorGround(TestRegistry registry) => Registry = registry;

    public TestRegistry Registry { get; }

    /// <summary>What of the second region is asked for: its region, territory and school.</summary>
    public IReadOnlyList<int> Organizations { get; private set; } = [];

    public IReadOnlyList<int> Members { get; private set; } = [];

    public int User { get; private set; }

    public int Grant { get; private set; }

    public int Request { get; private set; }

    public int View { get; private set; }

    public int Row { get; private set; }

    public int Mailing { get; private set; }

    public Guid Job { get; private set; }

    public Guid Session { get; private set; }

    /// <summary>By name: whose e-mail to sign in with, and what they are.</summary>
    public IReadOnlyDictionary<string, (string Email, Actor Actor)> Roles { get; private set; } = new Dictionary<string, (string, Actor)>();

    /// <summary>Sees all: what is not shown to this one proves nothing about the others.</summary>
    public static string Center => "center@inside.example";

    public static async Task<EveryDoorGround> StartAsync()
    {
        var registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0", "--Limits:AnonymousPerMinute", "1000000", "--Limits:SignedInPerMinute", "1000000");
        await registry.App.Services.GetRequiredService<ReferenceStore>().SeedAsync();
        var ground = new EveryDoorGround(registry);
        var (region, schools) = await ground.BuildAsync("Верх", 2);
        await ground.PeopleAsync(region, schools[0]);
        // Numbers of the second region are nobody else's: one given for another kind of thing would hit something of one's own.
        await ground.JumpAsync();
        await ground.OutsideAsync();
        await registry.CatchUpAsync();
        // What the program does by its clock is done before anybody comes to any door.
        await registry.App.Services.GetRequiredService<NoticeTeller>().TellAsync();
        await registry.App.Services.GetRequiredService<MailingStarter>().RunAsync(default);
        await registry.App.StartAsync();
        await registry.App.Services.GetRequiredService<Eseur.Admin.Live.Cards.MemberIndex>().Ready.WaitAsync(TimeSpan.FromSeconds(30));
        return ground;
    }

    /// <summary>A digest of every table but those that a mere reading or the sealing by the clock writes to.</summary>
    public async Task<string> ChecksumAsync()
    {
        await using var connection = new SqliteConnection(Registry.ConnectionString);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('Readings', 'UserSessions', 'SignInGuards', 'Seals') ORDER BY name";
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync())
                tables.Add(names.GetString(0));
        }
        var text = new System.Text.StringBuilder();
        foreach (var table in tables)
        {
            await using var read = connection.CreateCommand();
            read.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await read.ExecuteReaderAsync();
            var values = new object[rows.FieldCount];
            while (await rows.ReadAsync())
            {
                rows.GetValues(values);
                text.Append(table).Append('|').AppendJoin('|', values.Select(v => v is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>The first of the planted words in a text, but for those that stand in <paramref name="asked"/>: what one typed oneself may be said back.</summary>
    public static string? Leak(string text, string asked = "")
    {
        var seen = WebUtility.HtmlDecode(text);
        return Planted.FirstOrDefault(w => seen.Contains(w, StringComparison.OrdinalIgnoreCase) && !asked.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    private async Task<(int Region, int[] Schools)> BuildAsync(string name, int members)
    {
        var region = await Registry.FoundAsync(OrganizationLevel.Regional, Registry.RootId, $"{name}ненская область");
        var territory = await Registry.FoundAsync(OrganizationLevel.Territorial, region, $"{name}ненский район");
        int[] schools = [await Registry.FoundAsync(OrganizationLevel.Primary, territory, $"ППО {name}ненской школы"), await Registry.FoundAsync(OrganizationLevel.Primary, territory, $"ППО {name}ненского лицея")];
        foreach (var school in schools)
        {
            for (var i = 0; i < members; i++)
                await PutAsync(school, "Своева", "Зоя", $"Петровна-{i}", new DateOnly(1984, 4, 4 + i), $"+7912000000{i}", null, null);
        }
        Organizations = [region, territory, .. schools];
        return (region, schools);
    }

    private async Task PeopleAsync(int region, int school)
    {
        (string Name, RegistryRole? Role, int Place)[] people =
        [
            ("Администратор", RegistryRole.Administrator, region), ("Аппарат", RegistryRole.Apparatus, region), ("Председатель", RegistryRole.Chairperson, school),
            ("Аналитик", RegistryRole.Analyst, region), ("Аналитик с данными", RegistryRole.PersonalAnalyst, region), ("Аудитор", RegistryRole.Auditor, region), ("Никто", null, school),
        ];
        var roles = new Dictionary<string, (string, Actor)>();
        await Registry.HireAsync(Center, "Центр", Password, RegistryRole.Administrator, Registry.RootId);
        foreach (var (person, i) in people.Select((p, i) => (p, i)))
        {
            var email = $"door{i}@inside.example";
            var user = await Registry.HireAsync(email, person.Name, Password, person.Role ?? RegistryRole.Analyst, person.Place);
            await using var context = await Registry.OpenAsync();
            if (person.Role is null)
                await context.Grants.Where(g => g.UserId == user).ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UtcNow));
            var path = await context.Organizations.Where(o => o.Id == person.Place).Select(o => o.Path).SingleAsync();
            roles[person.Name] = (email, new Actor(person.Name, user, person.Role is { } role ? Scope.Of([new Reach(role, path, null)]) : Scope.Nothing, "127.0.0.1"));
        }
        Roles = roles;
    }

    private async Task JumpAsync()
    {
        await using var context = await Registry.OpenAsync();
        foreach (var (table, at) in new[] { ("Organizations", 5000), ("Members", 6000), ("AspNetUsers", 7000), ("Grants", 8000), ("TransferRequests", 9000), ("SavedViews", 10000), ("Chairperson", 11000), ("Mailings", 12000) })
        {
            await context.Database.ExecuteSqlAsync($"DELETE FROM sqlite_sequence WHERE name = {table}");
            await context.Database.ExecuteSqlAsync($"INSERT INTO sqlite_sequence (name, seq) VALUES ({table}, {at})");
        }
    }

    private async Task OutsideAsync()
    {
        var (region, schools) = await BuildAsync("Зазерк", 0);
        Assert.True(region > 5000, "Numbers of organisations begin anew.");
        var members = new List<int>();
        for (var i = 0; i < 7; i++)
            members.Add(await PutAsync(schools[0], "Заслонова", "Глафира", "Заслонычевна", new DateOnly(1971, 2, 27), Phone, Email, i == 0 ? Ticket : null));
        Members = members;
        foreach (var id in Organizations)
        {
            await Registry.ChangeAsync(id, o =>
            {
                var chairperson = (Chairperson)ChairpersonTab.Chairpersons.Blank();
                chairperson.Fill(ChairpersonTab.Name, "Запретил Запретович");
                chairperson.Fill(ChairpersonTab.Email, Email);
                chairperson.Fill(ChairpersonTab.Phone, Phone);
                ChairpersonTab.Chairpersons.Attach(o, chairperson, new DateOnly(2026, 11, 21));
                InstitutionTab.Inn.Write(o, Inn);
            });
        }
        User = await Registry.HireAsync("beyond@outside.example", "Запретил Запретович", Password, RegistryRole.Apparatus, region);
        Job = Registry.App.Services.GetRequiredService<JobRunner>().Start(User, "reports", "запертый отчёт", new JobFile("запертый отчёт.txt", "text/plain"), async (stream, _, cancel) =>
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes("Зазеркальный запертый отчёт"), cancel);
            return "запертый отчёт";
        }).Id;
        await using var context = await Registry.OpenAsync();
        Row = await context.Set<Chairperson>().Where(c => c.Name == "Запретил Запретович").Select(c => c.Id).MinAsync();
        Grant = await context.Grants.Where(g => g.UserId == User).Select(g => g.Id).SingleAsync();
        var member = await context.Members.WithCard().SingleAsync(m => m.Id == Members[1]);
        var request = new TransferRequest(member, await context.Organizations.SingleAsync(o => o.Id == schools[1]), askedByGiver: true, "Запретил Запретович", DateTime.UtcNow);
        var view = new SavedView(User, "members", "Засовский отбор", "?under=1");
        context.AddRange(request, view, new Eseur.Domain.Notices.Notice(User, Eseur.Domain.Notices.NoticeKind.FillAsked, DateTime.UtcNow, "Затворная должность", "Зазеркалье", "members?search=Заслонова"));
        await context.SaveChangesAsync();
        (Request, View) = (request.Id, view.Id);
        var mailing = new Eseur.Domain.Letters.Mailing(region, User, "Запретил Запретович", DateTime.UtcNow);
        mailing.Write("Запертый отчёт", "Зазеркальные слова");
        mailing.Address(Eseur.Domain.Letters.LetterChannel.Email, $"?to=chairpersons&under={region}");
        context.Add(mailing);
        await context.SaveChangesAsync();
        Mailing = mailing.Id;
        context.Add(Eseur.Domain.Letters.Letter.To(new Eseur.Domain.Letters.Recipient(Eseur.Domain.Letters.RecipientKind.Chairperson, Row, schools[0], LevelGroup.Primary, "Запретил Запретович", Email, Eseur.Domain.Letters.Obstacle.None),
            Eseur.Domain.Letters.LetterKind.Mailing, DateTime.UtcNow.AddDays(1), mailingId: Mailing));
        await context.SaveChangesAsync();
        Session = Guid.NewGuid();
        context.Add(new Eseur.Admin.Features.Account.UserSession { Id = Session, UserId = User, StartedAt = DateTime.UtcNow, SeenAt = DateTime.UtcNow, Address = "10.9.8.7", Device = "Затворная должность" });
        await context.SaveChangesAsync();
    }

    private async Task<int> PutAsync(int school, string surname, string name, string patronymic, DateOnly birth, string phone, string? email, long? ticket)
    {
        await using var context = await Registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), surname, name, patronymic, new DateOnly(2026, 9, 1), CardSource.Chairperson);
        member.Fill(PersonTab.BirthDate, birth);
        member.Fill(ContactsTab.Phone, phone);
        member.Fill(ContactsTab.Email, email);
        member.Fill(WorkTab.Position, email is null ? "Учитель" : "Затворная должность");
        context.Add(member);
        await context.SaveChangesAsync();
        if (ticket is { } number)
        {
            member.Fill(PersonTab.Employment, Employment.Worker);
            member.Fill(PersonTab.Sex, Sex.Woman);
            member.GiveConsent(new ConsentText("1", new DateOnly(2020, 1, 1), "Текст"), "paper", new DateOnly(2026, 9, 1));
            member.OrderTicket(number, plastic: true, isVirtual: true, new DateOnly(2026, 9, 2));
            member.IssueTicket(new DateOnly(2026, 9, 3));
            await context.SaveChangesAsync();
        }
        return member.Id;
    }
}
