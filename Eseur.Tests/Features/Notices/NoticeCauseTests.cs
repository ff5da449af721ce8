using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Notices;

/// <summary>What people do through pages' services, and what others are told of it.</summary>
public sealed class NoticeCauseTests : IAsyncLifetime
{
    private NoticeGround ground = null!;

    public async Task InitializeAsync() => ground = await NoticeGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Passport_ChangedFromAbove_IsToldByFieldsAndNotByValues()
    {
        await ground.FillAsync(ground.Above, ground.School, InstitutionTab.HeadName, "Громова Ольга Петровна");
        var cause = Assert.Single(await ground.CausesAsync());

        Assert.Equal((NoticeKind.PassportChanged, ground.School, ground.Above, $"organizations/{ground.School}/history"), (cause.Kind, cause.OrganizationId, cause.ActorId, cause.Link));
        Assert.InRange(cause.DueAt - cause.At, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        Assert.Contains($"{InstitutionTab.HeadName.Label} (вкладка «{InstitutionTab.Tab.Title}»)", cause.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Громова", cause.Title + cause.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Областная Ольга", cause.Title + cause.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passport_ChangedByItsOwnOrByTheProgram_IsToldToNobody()
    {
        await ground.FillAsync(ground.Chair, ground.School, InpoTab.DuesRate, "1");
        await ground.FillAsync(ground.Assistant, ground.School, InpoTab.DuesRate, "2");
        await ground.Registry.ChangeAsync(ground.School, o => InpoTab.DuesRate.Write(o, 3m));

        Assert.Empty(await ground.CausesAsync());
    }

    [Fact]
    public async Task Passport_RefusedSave_LeavesNoCause()
    {
        var reader = await ground.HireAsync("Аналитик", RegistryRole.PersonalAnalyst, ground.Region);
        await Assert.ThrowsAsync<Eseur.Domain.RuleBrokenException>(() => ground.FillAsync(reader, ground.School, InpoTab.DuesRate, "1"));

        Assert.Empty(await ground.CausesAsync());
    }

    [Fact]
    public async Task Grant_GivenProlongedEnded_IsToldToItsPersonEachTime()
    {
        var acts = await ground.AsAsync<AccessActs>(ground.Above);
        var person = await ground.HireAsync("Новая Нина", RegistryRole.Analyst, ground.School);
        await acts.GiveAsync(person, RegistryRole.Chairperson, ground.FarSchool, null);
        int grant;
        await using (var context = await ground.Registry.OpenAsync())
            grant = await context.Grants.Where(g => g.UserId == person && g.Role == RegistryRole.Chairperson).Select(g => g.Id).SingleAsync();
        await acts.ProlongAsync(grant, new DateOnly(2036, 5, 31));
        await acts.EndAsync(grant);

        var causes = await ground.CausesAsync();
        Assert.All(causes, c => Assert.Equal((NoticeKind.AccessChanged, person, ground.FarSchool, ground.Above), (c.Kind, c.UserId, c.OrganizationId, c.ActorId)));
        Assert.Equal(["Вам дан доступ", "Срок вашего доступа изменён", "Ваш доступ прекращён"], causes.Select(c => c.Title));
        Assert.Contains("31.05.2036", causes[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_GivenWithAnInvitation_IsToldByTheInvitationAlone()
    {
        await (await ground.AsAsync<AccessActs>(ground.Above)).InviteAsync(new Invitee { Name = "Приглашённая Инна Ивановна", Email = "invited@notices.example", Role = RegistryRole.Chairperson, OrganizationId = ground.FarSchool });

        Assert.Empty(await ground.CausesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Transfer_AskedAndAnswered_IsToldToTheOtherSideWithoutNames(bool accepted)
    {
        var far = await ground.HireAsync("Дальняя Дина", RegistryRole.Chairperson, ground.FarSchool);
        var member = await PutAsync();
        await ground.Registry.CatchUpAsync();
        await ground.Registry.ChangeAsync(ground.FarSchool, o => InstitutionTab.Inn.Write(o, "7707083893"));
        var request = await (await ground.AsAsync<MemberMoves>(ground.Chair)).RequestTransferAsync(member, ground.FarSchool, inn: "7707083893");
        var answers = await ground.AsAsync<MemberMoves>(far);
        await (accepted ? answers.AcceptAsync(request) : answers.RefuseAsync(request, "Скрытная Света здесь не нужна"));

        var causes = await ground.CausesAsync();
        Assert.Equal([(NoticeKind.TransferAsked, ground.FarSchool, ground.Chair), (NoticeKind.TransferAnswered, ground.School, far)], causes.Select(c => (c.Kind, c.OrganizationId!.Value, c.ActorId!.Value)));
        Assert.Equal(accepted ? "Перевод принят" : "В переводе отказано", causes[1].Title);
        Assert.All(causes, c => Assert.DoesNotContain("Скрытн", c.Title + c.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mandate_NearsItsEnd_IsRemindedOfAtNinetyAndAtThirtyDays_OnceEach()
    {
        var until = new DateOnly(2027, 3, 1);
        await ground.AppointAsync(ground.School, true, until: until);
        foreach (var (day, expected) in new[] { (until.AddDays(-91), 0), (until.AddDays(-90), 1), (until.AddDays(-89), 0), (until.AddDays(-31), 0), (until.AddDays(-30), 1), (until.AddDays(-1), 0), (until.AddDays(1), 0) })
        {
            ground.Clock.Utc = day.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
            Assert.Equal((day, expected), (day, await ground.Terms.RunAsync()));
        }

        var causes = await ground.CausesAsync();
        Assert.Contains("до 01.03.2027: осталось 90 дней", causes[0].Text, StringComparison.Ordinal);
        Assert.Contains("осталось 30 дней", causes[1].Text, StringComparison.Ordinal);
        Assert.All(causes, c => Assert.Equal((ground.School, $"organizations/{ground.School}/passport/chairperson?field=chair-mandate"), (c.OrganizationId!.Value, c.Link)));
    }

    [Fact]
    public async Task Mandate_WatchedByTwoNodesAtOnce_IsRemindedOfOnce()
    {
        ground.Clock.Utc = new DateTime(2027, 2, 1, 6, 0, 0, DateTimeKind.Utc);
        foreach (var school in new[] { ground.School, ground.FarSchool })
            await ground.AppointAsync(school, true, until: new DateOnly(2027, 3, 1));
        var reminded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ground.Terms.RunAsync()));

        Assert.Equal((2, 2), (reminded.Sum(), (await ground.CausesAsync()).Count));
    }

    [Fact]
    public async Task Access_RunsOut_IsToldToItsPersonAndItsGiverTwoWeeksBeforeAndAfterwards_OnceEach()
    {
        var acts = await ground.AsAsync<AccessActs>(ground.Above);
        var until = TimeProvider.System.MoscowToday().AddDays(60);
        var person = await ground.HireAsync("Новая Нина", RegistryRole.Analyst, ground.School);
        await acts.GiveAsync(person, RegistryRole.Chairperson, ground.FarSchool, until);
        var before = (await ground.CausesAsync()).Count;
        foreach (var (day, expected) in new[] { (until.AddDays(-15), 0), (until.AddDays(-14), 2), (until.AddDays(-13), 0), (until, 0), (until.AddDays(1), 2), (until.AddDays(2), 0) })
        {
            ground.Clock.Utc = day.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
            Assert.Equal((day, expected), (day, await ground.Terms.RunAsync()));
        }

        var causes = (await ground.CausesAsync()).Skip(before).ToList();
        Assert.Equal([(person, "Ваш доступ скоро закончится", "account"), (ground.Above, "Скоро закончится доступ, который вы дали", $"access/{person}"), (person, "Ваш доступ закончился", "account"), (ground.Above, "Закончился доступ, который вы дали", $"access/{person}")],
            causes.Select(c => (c.UserId!.Value, c.Title, c.Link)));
        Assert.All(causes, c => Assert.Equal((NoticeKind.AccessEnds, ground.FarSchool), (c.Kind, c.OrganizationId!.Value)));
        Assert.Contains("осталось 14 дней", causes[0].Text, StringComparison.Ordinal);
        Assert.All(causes, c => Assert.DoesNotContain("Нина", c.Title + c.Text, StringComparison.Ordinal));
        ground.Clock.Utc = until.AddDays(2).ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
        await ground.TellAsync();
        Assert.Equal(["Ваш доступ закончился", "Ваш доступ скоро закончится"], (await ground.NoticesAsync(person)).Where(n => n.Kind == NoticeKind.AccessEnds).Select(n => n.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Access_ProlongedEndedGoingOnOrGivenForDays_IsNotToldToRunOut()
    {
        var acts = await ground.AsAsync<AccessActs>(ground.Above);
        var until = TimeProvider.System.MoscowToday().AddDays(30);
        foreach (var (name, days) in new[] { ("Прекращённая", 30), ("Продлённая", 30), ("Другая роль", 30), ("На неделю", 7) })
            await acts.GiveAsync(await ground.HireAsync(name, RegistryRole.Analyst, ground.School), RegistryRole.Chairperson, ground.FarSchool, until.AddDays(days - 30));
        List<Grant> grants;
        await using (var context = await ground.Registry.OpenAsync())
        {
            grants = await context.Grants.Where(g => g.Until != null).OrderBy(g => g.Id).ToListAsync();
            // The same role in the same place, given anew.
            context.Add(new Grant(grants[2].UserId, RegistryRole.Chairperson, ground.FarSchool, null, "Проверка", DateTime.UtcNow));
            await context.SaveChangesAsync();
        }
        await acts.EndAsync(grants[0].Id);
        await acts.ProlongAsync(grants[1].Id, until.AddDays(100));

        ground.Clock.Utc = DateTime.UtcNow;
        Assert.Equal(0, await ground.Terms.RunAsync());
        ground.Clock.Utc = until.AddDays(-10).ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
        Assert.Equal(0, await ground.Terms.RunAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Transfer_ClosedByFacts_IsToldToWhoAsked(bool takenOff)
    {
        await ground.HireAsync("Дальняя Дина", RegistryRole.Chairperson, ground.FarSchool);
        var member = await PutAsync();
        await ground.Registry.CatchUpAsync();
        await ground.Registry.ChangeAsync(ground.FarSchool, o => InstitutionTab.Inn.Write(o, "7707083893"));
        await (await ground.AsAsync<MemberMoves>(ground.Chair)).RequestTransferAsync(member, ground.FarSchool, inn: "7707083893");
        var above = await ground.AsAsync<MemberMoves>(ground.Above);
        if (takenOff)
            await above.TakeOffAsync(member, null, "own-wish", new DateOnly(2026, 9, 2));
        else
            await above.TransferAsync(member, null, ground.FarSchool, new DateOnly(2026, 9, 2));

        var cause = (await ground.CausesAsync())[^1];
        Assert.Equal((NoticeKind.TransferAnswered, ground.School, ground.Above, "Запрос о переводе закрыт"), (cause.Kind, cause.OrganizationId!.Value, cause.ActorId!.Value, cause.Title));
        Assert.Contains(takenOff ? "снят с учёта" : "перевели без запроса", cause.Text, StringComparison.Ordinal);
    }

    private async Task<int> PutAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == ground.School), "Скрытная", "Света", null, new DateOnly(2026, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }
}
