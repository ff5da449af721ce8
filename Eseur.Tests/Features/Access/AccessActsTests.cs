using Eseur.Admin.Data;
using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Tests.Data.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Access;

public sealed class AccessActsTests : IAsyncLifetime
{
    private AccessGround ground = null!;

    public async Task InitializeAsync() => ground = await AccessGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Invite_NewEmail_MakesAnAccountWithoutAPasswordAndItsRole()
    {
        var user = await Acts(Apparatus).InviteAsync(Invitee("new@example.org", RegistryRole.Chairperson, ground.NorthSchool));
        await using var fresh = await ground.Registry.OpenAsync();
        var account = await fresh.Users.SingleAsync(u => u.Id == user);
        Assert.Equal(("new@example.org", true, "Новая Анна Ивановна"), (account.Email, account.IsInvited, account.DisplayName));
        Assert.Equal((RegistryRole.Chairperson, ground.NorthSchool), await fresh.Grants.Where(g => g.UserId == user).Select(g => ValueTuple.Create(g.Role, g.OrganizationId)).SingleAsync());
        var change = await fresh.Changes.SingleAsync(c => c.Subject == ChangeSubject.Grant && c.OrganizationId == ground.NorthSchool);
        Assert.Equal((Apparatus.Name, Apparatus.UserId, "127.0.0.1"), (change.Actor, change.UserId, change.Address));
    }

    [Fact]
    public async Task Invite_BeyondOwnPowers_LeavesNoAccountBehind()
    {
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).InviteAsync(Invitee("new@example.org", RegistryRole.Administrator, ground.North)));
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.False(await fresh.Users.AnyAsync(u => u.Email == "new@example.org"));
    }

    [Fact]
    public async Task Invite_EmailThatNobodyCouldSignInWith_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).InviteAsync(Invitee("анна@школа.рф", RegistryRole.Chairperson, ground.NorthSchool)));
        Assert.Contains("латинских", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_SomebodyInSight_IsShown()
    {
        await ground.HireAsync("seen", RegistryRole.Analyst, ground.NorthSchool);
        Assert.Equal("seen", (await Acts(Apparatus).KnownAsync("Seen@Example.org"))?.Name);
    }

    [Fact]
    public async Task Known_SomebodyElsewhere_IsRefusedWithoutAName()
    {
        await ground.HireAsync("hidden", RegistryRole.Analyst, ground.South);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).KnownAsync("hidden@example.org"));
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).InviteAsync(Invitee("hidden@example.org", RegistryRole.Analyst, ground.North)));
    }

    [Fact]
    public async Task Give_TheSameTwice_IsRefused()
    {
        var user = await ground.HireAsync("seen", RegistryRole.Analyst, ground.NorthSchool);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).GiveAsync(user, RegistryRole.Analyst, ground.NorthSchool, null));
        Assert.Contains("уже есть", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_OfARole_IsFeltByWhoIsSignedIn()
    {
        var user = await ground.HireAsync("seen", RegistryRole.Chairperson, ground.NorthSchool);
        var session = await BeginSessionAsync(user);
        var book = ground.Registry.App.Services.GetRequiredService<AccessBook>();
        Assert.True((await book.ReadAsync(user, session))!.MayWriteAnywhere);
        await Acts(Apparatus).EndAsync(await GrantOfAsync(user));
        Assert.False((await book.ReadAsync(user, session))!.MayWriteAnywhere);
    }

    [Fact]
    public async Task Prolong_ToADayGone_IsRefused()
    {
        var user = await ground.HireAsync("seen", RegistryRole.Chairperson, ground.NorthSchool);
        var grant = await GrantOfAsync(user);
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(Apparatus).ProlongAsync(grant, new DateOnly(2020, 1, 1)));
    }

    [Fact]
    public async Task HandOver_AfterAnElection_MovesTheRoleInOneAct()
    {
        var former = await ground.HireAsync("former", RegistryRole.Chairperson, ground.NorthSchool);
        var elected = await Acts(Apparatus).HandOverAsync(Invitee("elected@example.org", RegistryRole.Chairperson, ground.NorthSchool));
        await using var fresh = await ground.Registry.OpenAsync();
        var holders = await fresh.Grants.Where(g => g.OrganizationId == ground.NorthSchool && g.EndedAt == null).Select(g => g.UserId).ToListAsync();
        Assert.Equal([elected], holders);
        Assert.NotNull((await fresh.Grants.SingleAsync(g => g.UserId == former)).EndedAt);
    }

    [Fact]
    public async Task HandOver_ByTheOneWhoLeaves_IsRefusedAndChangesNothing()
    {
        var former = await ground.HireAsync("former", RegistryRole.Chairperson, ground.NorthSchool);
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts(ground.Acting(RegistryRole.Chairperson, ground.NorthSchool, userId: former)).HandOverAsync(Invitee("elected@example.org", RegistryRole.Chairperson, ground.NorthSchool)));
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.Null((await fresh.Grants.SingleAsync(g => g.UserId == former)).EndedAt);
        Assert.False(await fresh.Users.AnyAsync(u => u.Email == "elected@example.org"));
    }

    [Fact]
    public async Task Close_EndsTheSessions_AndReopenLetsInAgain()
    {
        var user = await ground.HireAsync("seen", RegistryRole.Chairperson, ground.NorthSchool);
        var session = await BeginSessionAsync(user);
        await Accounts(Apparatus).CloseAsync(user);
        var book = ground.Registry.App.Services.GetRequiredService<AccessBook>();
        Assert.Null(await book.ReadAsync(user, session));
        await using (var fresh = await ground.Registry.OpenAsync())
            Assert.NotNull((await fresh.Sessions.SingleAsync(s => s.Id == session)).EndedAt);
        await Accounts(Apparatus).ReopenAsync(user);
        Assert.NotNull(await book.ReadAsync(user, await BeginSessionAsync(user)));
    }

    [Fact]
    public async Task ResetSecondFactor_OfALostPhone_LeavesNothingOfItAndIsOnRecord()
    {
        var user = await ground.HireAsync("seen", RegistryRole.Chairperson, ground.NorthSchool);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Users.SingleAsync(u => u.Id == user)).TwoFactorEnabled = true;
            context.UserTokens.Add(new() { UserId = user, LoginProvider = "any", Name = "key", Value = "secret" });
            await context.SaveChangesAsync();
        }
        await Accounts(Apparatus).ResetSecondFactorAsync(user);
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.False((await fresh.Users.SingleAsync(u => u.Id == user)).TwoFactorEnabled);
        Assert.False(await fresh.UserTokens.AnyAsync(t => t.UserId == user));
        Assert.True(await fresh.Changes.AnyAsync(c => c.Subject == ChangeSubject.Account && c.SubjectId == user && c.Actor == Apparatus.Name));
    }

    [Fact]
    public async Task List_OfARegion_ShowsItsOwnPeopleOnly()
    {
        await ground.HireAsync("Северов Пётр", RegistryRole.Chairperson, ground.NorthSchool);
        await ground.HireAsync("Южина Анна", RegistryRole.Chairperson, ground.SouthSchool);
        var list = ground.Registry.As(Apparatus).GetRequiredService<AccessList>();
        Assert.Equal(["Северов Пётр"], (await list.ReadAsync(new AccessFilter())).Rows.Select(r => r.Name));
        Assert.Equal(1, (await list.ReadAsync(new AccessFilter { Query = "петр северов" })).Total);
        Assert.Equal(0, (await list.ReadAsync(new AccessFilter { Query = "южина" })).Total);
        Assert.Equal(0, (await list.ReadAsync(new AccessFilter { Under = ground.South })).Total);
        Assert.Equal(0, (await list.ReadAsync(new AccessFilter { Role = RegistryRole.Analyst })).Total);
        Assert.Equal(0, (await list.ReadAsync(new AccessFilter { EndsSoon = true })).Total);
        Assert.Equal(0, (await list.ReadAsync(new AccessFilter { State = AccessState.Closed })).Total);
    }

    [Theory]
    [InlineData("?q=%D0%B0&under=2&role=chairperson&state=invited&ends=month&page=3")]
    [InlineData("")]
    public void Filter_ReadAndWritten_IsTheSame(string query) => Assert.Equal(query, AccessFilter.Parse(query).ToQueryString());

    [Theory]
    [InlineData("?role=7&state=2&page=-1&under=x&ends=never")]
    public void Filter_ThatMeansNothing_IsNoCondition(string query) => Assert.Equal(new AccessFilter(), AccessFilter.Parse(query));

    private Actor Apparatus => ground.Acting(RegistryRole.Apparatus, ground.North);

    private AccessActs Acts(Actor actor) => ground.Registry.As(actor).GetRequiredService<AccessActs>();

    private AccountActs Accounts(Actor actor) => ground.Registry.As(actor).GetRequiredService<AccountActs>();

    private static Invitee Invitee(string email, RegistryRole role, int organization) => new() { Email = email, Name = "Новая Анна Ивановна", Role = role, OrganizationId = organization };

    private async Task<int> GrantOfAsync(int user)
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.Grants.Where(g => g.UserId == user).Select(g => g.Id).SingleAsync();
    }

    private async Task<Guid> BeginSessionAsync(int user)
    {
        await using var context = await ground.Registry.OpenAsync();
        var session = new UserSession { Id = Guid.NewGuid(), UserId = user, StartedAt = DateTime.UtcNow, SeenAt = DateTime.UtcNow };
        context.Add(session);
        await context.SaveChangesAsync();
        return session.Id;
    }
}
