using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Members.Moves;
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
            Assert.Equal((day, expected), (day, await ground.Mandates.RunAsync()));
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
        var reminded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ground.Mandates.RunAsync()));

        Assert.Equal((2, 2), (reminded.Sum(), (await ground.CausesAsync()).Count));
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
