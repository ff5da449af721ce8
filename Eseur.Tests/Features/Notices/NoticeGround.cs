using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Notices;

/// <summary>A region with two schools: the first has a chairperson and an assistant with accounts, the second nobody.</summary>
internal sealed class NoticeGround : IAsyncDisposable
{
    private int people;

    private NoticeGround(TestRegistry registry) => Registry = registry;

    public TestRegistry Registry { get; }

    /// <summary>The teller's; what is saved goes by the real one.</summary>
    public SetClock Clock { get; } = new(DateTime.UtcNow);

    public int Region { get; private set; }

    public int School { get; private set; }

    public int FarSchool { get; private set; }

    public int Chair { get; private set; }

    public int Assistant { get; private set; }

    public int Above { get; private set; }

    public static async Task<NoticeGround> StartAsync(params string[] settings)
    {
        var registry = await TestRegistry.StartAsync(["--PublicAddress", "https://registry.example", .. settings]);
        await registry.App.Services.GetRequiredService<ReferenceStore>().SeedAsync();
        var ground = new NoticeGround(registry) { Region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация") };
        ground.School = await registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО школы № 1");
        ground.FarSchool = await registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО школы № 2");
        ground.Chair = await ground.HireAsync("Зимина Вера", RegistryRole.Chairperson, ground.School);
        ground.Assistant = await ground.HireAsync("Помощник", RegistryRole.Apparatus, ground.School);
        ground.Above = await ground.HireAsync("Областная Ольга", RegistryRole.Apparatus, ground.Region);
        await registry.CatchUpAsync();
        return ground;
    }

    public async Task<int> HireAsync(string name, RegistryRole role, int organization, bool invited = false, DateTime? closed = null)
    {
        await using var context = await Registry.OpenAsync();
        var email = $"person{++people}@notices.example";
        var user = new RegistryUser
        {
            UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), DisplayName = name,
            SecurityStamp = "stamp", PasswordHash = invited ? null : "hash", ClosedAt = closed,
        };
        context.Add(user);
        await context.SaveChangesAsync();
        context.Add(new Grant(user.Id, role, organization, null, "Проверка", DateTime.UtcNow));
        await context.SaveChangesAsync();
        return user.Id;
    }

    public async Task<Actor> ActorAsync(int user)
    {
        await using var context = await Registry.OpenAsync();
        var name = await context.Users.Where(u => u.Id == user).Select(u => u.DisplayName).SingleAsync();
        var reaches = await (from g in context.Grants join o in context.Organizations on g.OrganizationId equals o.Id where g.UserId == user && g.EndedAt == null select new Reach(g.Role, o.Path, g.Until)).ToListAsync();
        return new Actor(name, user, Scope.Of(reaches), "127.0.0.1");
    }

    public async Task<TService> AsAsync<TService>(int user)
        where TService : notnull => Registry.As(await ActorAsync(user)).GetRequiredService<TService>();

    /// <summary>One field of a passport, through the service that pages use.</summary>
    public async Task FillAsync(int user, int organization, Field field, string text)
    {
        var service = await AsAsync<PassportService>(user);
        var seen = (await service.LoadAsync(organization))!;
        var saved = await service.SaveAsync(new PassportDraft(organization, seen.Version, new Dictionary<string, FieldEdit> { [field.Key] = new(seen.Texts[field.Key], text, seen.Version) }));
        Assert.True(saved.IsSaved, string.Join(" ", saved.Errors.Values));
    }

    public Task AppointAsync(int organization, bool? consent, string email = "chair@far.example", DateOnly? until = null) => Registry.ChangeAsync(organization, o =>
    {
        var chairperson = (Chairperson)ChairpersonTab.Chairpersons.Blank();
        chairperson.Fill(ChairpersonTab.Name, "Тайная Тамара Тарасовна");
        chairperson.Fill(ChairpersonTab.Email, email);
        chairperson.Fill(ChairpersonTab.ConsentEmail, consent);
        chairperson.Fill(ChairpersonTab.MandateUntil, until);
        ChairpersonTab.Chairpersons.Attach(o, chairperson, new DateOnly(2026, 1, 1));
    });

    public async Task<NoticeCause> CauseAsync(NoticeCause cause)
    {
        await using var context = await Registry.OpenAsync();
        context.Add(cause);
        await context.SaveChangesAsync();
        return cause;
    }

    /// <summary>Something that the first school is told of at once.</summary>
    public Task<NoticeCause> CauseAsync(NoticeKind kind = NoticeKind.MandateEnds, int? organization = null) =>
        CauseAsync(new NoticeCause(kind, DateTime.UtcNow.AddMinutes(-1), "О чём-то", "Подробности", "dashboard") { OrganizationId = organization ?? School });

    public NoticeTeller Teller() => new(Contexts, Registry.App.Services.GetRequiredService<NoticeNews>(), Clock, NullLogger<NoticeTeller>.Instance);

    /// <summary>Until nothing is due.</summary>
    public async Task TellAsync()
    {
        while (await Teller().TellAsync() > 0)
        {
        }
    }

    /// <summary>Tells after the time of gathering.</summary>
    public Task TellLaterAsync()
    {
        Clock.Utc = DateTime.UtcNow.AddMinutes(11);
        return TellAsync();
    }

    public TermWatch Terms => new(Contexts, Clock);

    public WeeklyDigest Digest => new(Contexts, Registry.Board, Clock);

    public NoticeRetention Retention => new(Contexts, Clock);

    /// <summary>Sends what the teller wrote, whatever its clock said.</summary>
    public async Task SendAsync()
    {
        await using (var context = await Registry.OpenAsync())
            await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.NotBefore, DateTime.UtcNow));
        await Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);
    }

    public async Task<List<NoticeCause>> CausesAsync()
    {
        await using var context = await Registry.OpenAsync();
        return await context.NoticeCauses.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
    }

    public async Task<List<Notice>> NoticesAsync(int? user = null)
    {
        await using var context = await Registry.OpenAsync();
        return await context.Notices.AsNoTracking().Where(n => user == null || n.UserId == user).OrderBy(n => n.Id).ToListAsync();
    }

    public async Task<List<Letter>> LettersAsync()
    {
        await using var context = await Registry.OpenAsync();
        return await context.Letters.AsNoTracking().Where(l => l.Kind == LetterKind.Notice).OrderBy(l => l.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    public IDbContextFactory<RegistryContext> Contexts => Registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>();
}
