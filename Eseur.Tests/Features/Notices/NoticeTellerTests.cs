using Eseur.Admin.Features.Notices;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Notices;

/// <summary>Who is told, how, and how often.</summary>
public sealed class NoticeTellerTests : IAsyncLifetime
{
    private NoticeGround ground = null!;

    public async Task InitializeAsync() => ground = await NoticeGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Cause_Due_IsToldToTheOrganizationsPeopleOnce()
    {
        await ground.HireAsync("Аналитик", RegistryRole.Analyst, ground.School);
        await ground.HireAsync("Закрытая", RegistryRole.Chairperson, ground.School, closed: DateTime.UtcNow);
        await ground.CauseAsync();
        await ground.TellAsync();
        await ground.TellAsync();

        Assert.Equal([ground.Chair, ground.Assistant], (await ground.NoticesAsync()).Select(n => n.UserId));
        Assert.Equal([(RecipientKind.User, ground.Chair), (RecipientKind.User, ground.Assistant)], (await ground.LettersAsync()).Select(l => (l.RecipientKind, l.RecipientId)));
        Assert.All(await ground.CausesAsync(), c => Assert.NotNull(c.ToldAt));
        Assert.StartsWith("ППО школы № 1", (await ground.NoticesAsync())[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cause_OfSomebodysAct_IsNotToldToThem()
    {
        await ground.CauseAsync(new NoticeCause(NoticeKind.TransferAnswered, DateTime.UtcNow, "Перевод принят", "Ответили.", "transfers") { OrganizationId = ground.School, ActorId = ground.Chair, DueAt = DateTime.UtcNow });
        await ground.TellLaterAsync();

        Assert.Equal(ground.Assistant, Assert.Single(await ground.NoticesAsync()).UserId);
        Assert.Equal(ground.Assistant, Assert.Single(await ground.LettersAsync()).RecipientId);
    }

    [Fact]
    public async Task Cause_NotDueYet_Waits()
    {
        await ground.FillAsync(ground.Above, ground.School, InpoTab.DuesRate, "1");
        await ground.TellAsync();
        Assert.Empty(await ground.NoticesAsync());

        await ground.TellLaterAsync();
        Assert.Equal(2, (await ground.NoticesAsync()).Count);
    }

    [Fact]
    public async Task PassportChanges_OneAfterAnother_AreToldTogether_ButNotAnotherPersons()
    {
        var other = await ground.HireAsync("Другая Дарья", RegistryRole.Administrator, ground.Registry.RootId);
        await ground.FillAsync(ground.Above, ground.School, InpoTab.DuesRate, "1");
        await ground.FillAsync(ground.Above, ground.School, InpoTab.IsSmall, "Нет");
        await ground.FillAsync(ground.Above, ground.FarSchool, InpoTab.IsSmall, "Нет");
        await ground.FillAsync(other, ground.School, InstitutionTab.Name, "Средняя школа");
        await ground.TellLaterAsync();

        var texts = (await ground.NoticesAsync(ground.Chair)).ConvertAll(n => n.Text);
        Assert.Equal(2, texts.Count);
        Assert.Single(texts, t => t.Contains(InpoTab.DuesRate.Label, StringComparison.Ordinal) && t.Contains(InpoTab.IsSmall.Label, StringComparison.Ordinal) && !t.Contains(InstitutionTab.Name.Label + " (", StringComparison.Ordinal));
        Assert.Single(texts, t => t.Contains(InstitutionTab.Name.Label + " (", StringComparison.Ordinal));
        Assert.Empty(await ground.NoticesAsync(ground.Above));
    }

    [Fact]
    public async Task Causes_ToldByTwoNodesAtOnce_AreToldOnce()
    {
        for (var i = 0; i < 130; i++)
            await ground.CauseAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ground.TellAsync)));

        Assert.Equal((260, 260), ((await ground.NoticesAsync()).Count, (await ground.LettersAsync()).Count));
    }

    [Fact]
    public async Task Cause_WhoseTellingFailsInBetween_IsToldWholeTheNextTime()
    {
        await ground.CauseAsync();
        await using (var context = await ground.Registry.OpenAsync())
            await context.Database.ExecuteSqlRawAsync("CREATE TRIGGER Stop BEFORE INSERT ON Letters BEGIN SELECT RAISE(ABORT, 'no room'); END");
        await Assert.ThrowsAsync<DbUpdateException>(() => ground.Teller().TellAsync());
        Assert.Empty(await ground.NoticesAsync());
        Assert.Null(Assert.Single(await ground.CausesAsync()).ToldAt);

        await using (var context = await ground.Registry.OpenAsync())
            await context.Database.ExecuteSqlRawAsync("DROP TRIGGER Stop");
        await ground.TellAsync();
        Assert.Equal((2, 2), ((await ground.NoticesAsync()).Count, (await ground.LettersAsync()).Count));
    }

    [Fact]
    public async Task Wishes_DecideTheWay_ButNotForWhatIsAlwaysTold()
    {
        var wishes = await ground.AsAsync<NoticeWishes>(ground.Chair);
        await wishes.SetAsync(NoticeKind.MandateEnds, byEmail: false, inProgram: true);
        await (await ground.AsAsync<NoticeWishes>(ground.Assistant)).SetAsync(NoticeKind.MandateEnds, byEmail: true, inProgram: false);
        await ground.CauseAsync();
        await ground.TellAsync();
        Assert.Equal((ground.Chair, ground.Assistant), (Assert.Single(await ground.NoticesAsync()).UserId, Assert.Single(await ground.LettersAsync()).RecipientId));

        await Assert.ThrowsAsync<Eseur.Domain.RuleBrokenException>(() => wishes.SetAsync(NoticeKind.AccessChanged, byEmail: false, inProgram: false));
        await using (var context = await ground.Registry.OpenAsync())
        {
            var smuggled = new NoticeSetting(ground.Chair, NoticeKind.AccessChanged);
            smuggled.Set(byEmail: false, inProgram: false);
            context.Add(smuggled);
            await context.SaveChangesAsync();
        }
        await ground.CauseAsync(new NoticeCause(NoticeKind.AccessChanged, DateTime.UtcNow.AddMinutes(-1), "Вам дан доступ", "", "account") { OrganizationId = ground.School, UserId = ground.Chair });
        await ground.TellAsync();
        Assert.Equal(2, (await ground.NoticesAsync(ground.Chair)).Count + (await ground.LettersAsync()).Count(l => l.RecipientId == ground.Chair) - 1);
        Assert.Contains(await ground.LettersAsync(), l => l.RecipientId == ground.Chair);
    }

    [Fact]
    public async Task Invited_ReadsLettersOnly()
    {
        var invited = await ground.HireAsync("Приглашённая", RegistryRole.Chairperson, ground.FarSchool, invited: true);
        await ground.CauseAsync(organization: ground.FarSchool);
        await ground.TellAsync();

        Assert.Empty(await ground.NoticesAsync());
        Assert.Equal(invited, Assert.Single(await ground.LettersAsync()).RecipientId);
    }

    [Theory]
    [InlineData(true, "chair@far.example", 1)]
    [InlineData(false, "chair@far.example", 0)]
    [InlineData(null, "chair@far.example", 0)]
    [InlineData(true, null, 0)]
    public async Task OrganizationWithoutAccounts_IsToldThroughItsChairpersonWhoConsented(bool? consent, string? email, int letters)
    {
        await ground.AppointAsync(ground.FarSchool, consent, email!);
        await ground.CauseAsync(organization: ground.FarSchool);
        await ground.TellAsync();

        var queued = await ground.LettersAsync();
        Assert.Equal(letters, queued.Count);
        Assert.All(queued, l => Assert.Equal((RecipientKind.Chairperson, ground.FarSchool, LetterState.Queued), (l.RecipientKind, l.OrganizationId!.Value, l.State)));
        Assert.NotNull(Assert.Single(await ground.CausesAsync()).ToldAt);
    }

    [Fact]
    public async Task Retention_HalfAYear_DeletesWhatIsOlderAndNothingElse()
    {
        await ground.CauseAsync();
        await ground.TellAsync();
        ground.Clock.Utc = DateTime.UtcNow.AddDays(NoticeRetention.Days - 1);
        await ground.Retention.RunAsync();
        Assert.Equal((2, 1), ((await ground.NoticesAsync()).Count, (await ground.CausesAsync()).Count));

        ground.Clock.Utc = DateTime.UtcNow.AddDays(NoticeRetention.Days + 1);
        await ground.CauseAsync(NoticeKind.FillAsked);
        Assert.Equal(2, await ground.Retention.RunAsync());
        Assert.Equal((0, NoticeKind.FillAsked), ((await ground.NoticesAsync()).Count, Assert.Single(await ground.CausesAsync()).Kind));
    }

    [Fact]
    public async Task Read_InOneWindow_IsToldToTheOthersOfThatPersonOnly()
    {
        var news = ground.Registry.App.Services.GetRequiredService<NoticeNews>();
        var feed = ground.Registry.App.Services.GetRequiredService<NoticeFeed>();
        var heard = System.Threading.Channels.Channel.CreateUnbounded<(int, Unread)>();
        using var chair = news.Subscribe(ground.Chair, now => heard.Writer.TryWrite((ground.Chair, now)));
        using var assistant = news.Subscribe(ground.Assistant, now => heard.Writer.TryWrite((ground.Assistant, now)));
        await ground.CauseAsync();
        await ground.TellAsync();
        var ids = (await ground.NoticesAsync()).ToDictionary(n => n.UserId, n => n.Id);
        await feed.LookAsync();
        Assert.Equal([(ground.Chair, new Unread(1, ids[ground.Chair])), (ground.Assistant, new Unread(1, ids[ground.Assistant]))], new[] { await HeardAsync(), await HeardAsync() }.OrderBy(h => h.Item1));

        await (await ground.AsAsync<NoticeList>(ground.Chair)).ReadAsync(ids[ground.Assistant]);
        await (await ground.AsAsync<NoticeList>(ground.Chair)).ReadAsync(ids[ground.Chair]);
        await feed.LookAsync();
        Assert.Equal((ground.Chair, default(Unread)), await HeardAsync());
        Assert.Equal(0, heard.Reader.Count);

        async Task<(int, Unread)> HeardAsync() => await heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
