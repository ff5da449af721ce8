using Eseur.Admin.Features.Notices;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Notices;

/// <summary>From what somebody did to the letter in another's mailbox.</summary>
public sealed class NoticeLetterTests : IAsyncLifetime
{
    private readonly MailServer mail = new();
    private NoticeGround ground = null!;

    public async Task InitializeAsync() => ground = await NoticeGround.StartAsync(mail.Settings);

    public async Task DisposeAsync()
    {
        await ground.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task Passport_ChangedFromAbove_LetterTellsWhatAndWhereAndNobodysData()
    {
        await ground.FillAsync(ground.Above, ground.School, InstitutionTab.HeadName, "Громова Ольга Петровна");
        await ground.FillAsync(ground.Above, ground.School, AddressesTab.Email, "tajna@school.example");
        await ground.TellLaterAsync();
        await ground.SendAsync();
        var (one, other) = (await mail.ReadAsync(), await mail.ReadAsync());

        Assert.Equal(["person1@notices.example", "person2@notices.example"], new[] { one.To, other.To }.Order(StringComparer.Ordinal));
        Assert.Equal("Паспорт вашей организации изменён", one.Header("Subject"));
        Assert.Equal($"/organizations/{ground.School}/history", one.Link);
        Assert.Contains(InstitutionTab.HeadName.Label, one.Text, StringComparison.Ordinal);
        Assert.Contains("https://registry.example/notices/settings", one.Html, StringComparison.Ordinal);
        var letter = (await ground.LettersAsync()).Single(l => l.Address == one.To);
        Assert.Contains($"https://registry.example/unsubscribe/{letter.Id}.{letter.Secret}", one.Text, StringComparison.Ordinal);
        foreach (var secret in new[] { "Громова", "tajna@", "Областная Ольга" })
            Assert.DoesNotContain(secret, one.Text + one.Html + one.Header("Subject"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_Letter_HasItsFiveLinks()
    {
        await ground.Registry.CatchUpAsync();
        await ground.Digest.RunAsync();
        await using (var context = await ground.Registry.OpenAsync())
            await context.NoticeCauses.Where(c => c.OrganizationId != ground.School).ExecuteDeleteAsync();
        await ground.TellLaterAsync();
        await ground.SendAsync();
        var letter = await mail.ReadAsync();

        Assert.Equal(WeeklyDigest.MostUseful, System.Text.RegularExpressions.Regex.Count(letter.Html, "<li><a href=\"https://registry.example/organizations/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains($"https://registry.example/organizations/{ground.School}/passport/chairperson?field=chairperson", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_EndedWhileTheyWait_DoNotGo()
    {
        await ground.FillAsync(ground.Above, ground.School, InstitutionTab.HeadName, "Громова Ольга Петровна");
        await ground.TellLaterAsync();
        foreach (var person in (await ground.LettersAsync()).Select(l => l.RecipientId).Distinct())
        {
            await using var context = await ground.Registry.OpenAsync();
            await NoticeWishes.EndLettersAsync(context, person, default);
            await context.SaveChangesAsync();
        }
        await ground.SendAsync();

        Assert.NotEmpty(await ground.LettersAsync());
        Assert.All(await ground.LettersAsync(), l => Assert.Equal((LetterState.Suppressed, null), (l.State, l.SentAt)));
        Assert.Equal(0, mail.Waiting);
    }

    [Fact]
    public async Task Access_Changed_LetterOffersNoWayToEndSuchLetters()
    {
        await ground.CauseAsync(new NoticeCause(NoticeKind.AccessChanged, DateTime.UtcNow.AddMinutes(-1), "Ваш доступ прекращён", "Роль: Аналитик.", "account") { UserId = ground.Chair, OrganizationId = ground.School });
        await ground.TellAsync();
        await ground.SendAsync();
        var letter = await mail.ReadAsync();

        Assert.Contains("ППО школы № 1", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unsubscribe", letter.Raw + letter.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Chairperson_WhoseAddressChangedMeanwhile_IsWrittenToTheNewOne()
    {
        await ground.AppointAsync(ground.FarSchool, consent: true);
        await ground.CauseAsync(organization: ground.FarSchool);
        await ground.TellAsync();
        await ground.Registry.ChangeAsync(ground.FarSchool, o => o.CurrentChairperson!.Fill(ChairpersonTab.Email, "new@far.example"));
        await ground.SendAsync();
        var letter = await mail.ReadAsync();

        Assert.Equal("new@far.example", letter.To);
        Assert.Contains("нужен доступ в реестр", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("notices/settings", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chairperson_WhoRefusedMeanwhile_IsNotWrittenTo()
    {
        await ground.AppointAsync(ground.FarSchool, consent: true);
        await ground.CauseAsync(organization: ground.FarSchool);
        await ground.TellAsync();
        await ground.Registry.ChangeAsync(ground.FarSchool, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false));
        await ground.SendAsync();

        Assert.Equal(Eseur.Domain.Letters.Obstacle.Refused, Assert.Single(await ground.LettersAsync()).Obstacle);
        Assert.Equal(0, mail.Waiting);
    }

    [Fact]
    public async Task EndLetters_OfAPerson_LeavesTheProgramAndWhatIsAlwaysTold()
    {
        await (await ground.AsAsync<NoticeWishes>(ground.Chair)).SetAsync(NoticeKind.WeeklyGaps, byEmail: true, inProgram: false);
        await using (var context = await ground.Registry.OpenAsync())
        {
            await NoticeWishes.EndLettersAsync(context, ground.Chair, default);
            await context.SaveChangesAsync();
        }
        var wishes = await (await ground.AsAsync<NoticeWishes>(ground.Chair)).ReadAsync();

        Assert.All(wishes, w => Assert.Equal((w.Kind.Kind, !w.Kind.MayBeOff, w.Kind.Kind != NoticeKind.WeeklyGaps), (w.Kind.Kind, w.ByEmail, w.InProgram)));
    }
}
