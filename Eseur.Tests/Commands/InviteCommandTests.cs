using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Commands;

[Collection(PrintedOutput.Name)]
public sealed class InviteCommandTests : IAsyncLifetime
{
    private TestRegistry registry = default!;

    public async Task InitializeAsync() => registry = await TestRegistry.StartAsync();

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Invite_First_MakesAnAdministratorWithoutAPasswordAndPrintsTheLink()
    {
        var done = await InviteAsync("Chief@example.org");

        Assert.Equal((0, ""), (done.Code, done.Errors));
        Assert.Contains("https://registry.example/sign-in/invitation?user=", done.Output, StringComparison.Ordinal);
        await using var context = await registry.OpenAsync();
        var user = await context.Users.SingleAsync();
        var grant = await context.Grants.SingleAsync();
        Assert.Equal(("chief@example.org", "Главный Человек", true), (user.Email, user.DisplayName, user.IsInvited));
        Assert.Equal((user.Id, RegistryRole.Administrator, registry.RootId, (DateOnly?)null), (grant.UserId, grant.Role, grant.OrganizationId, grant.Until));
    }

    [Fact]
    public async Task Invite_SecondTime_RefusedUnlessAskedAgain()
    {
        await InviteAsync("chief@example.org");

        var refused = await InviteAsync("second@example.org");
        Assert.Equal(1, refused.Code);
        Assert.Contains("--again", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await InviteAsync("second@example.org", "--again")).Code);
        Assert.Equal(0, (await InviteAsync("chief@example.org", "--again")).Code);

        await using var context = await registry.OpenAsync();
        Assert.Equal((2, 2), (await context.Users.CountAsync(), await context.Grants.CountAsync()));
    }

    [Fact]
    public async Task Invite_WhoHasAPassword_IsRefused()
    {
        await registry.HireAsync("old@example.org", "Прежний", "pass-phrase-2026", RegistryRole.Analyst, registry.RootId);
        var refused = await InviteAsync("old@example.org");
        Assert.Equal(1, refused.Code);
        Assert.Contains("Забыли пароль", refused.Errors, StringComparison.Ordinal);
        await using var context = await registry.OpenAsync();
        Assert.DoesNotContain(await context.Grants.ToListAsync(), g => g.Role == RegistryRole.Administrator);
    }

    [Fact]
    public async Task Invite_NoOrganisations_OneLine()
    {
        await using var empty = await TestRegistry.StartEmptyAsync();
        var refused = await PrintedCommand.RunAsync("invite", "--email", "a@example.org", "--name", "А Б", "--ConnectionStrings:Registry", empty.ConnectionString);
        Assert.Equal(2, refused.Code);
        Assert.Single(refused.Errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("nobody", "А Б", "--email")]
    [InlineData("a@example.org", " ", "--name")]
    public async Task Invite_BadWords_SaysWhich(string email, string name, string named)
    {
        var refused = await PrintedCommand.RunAsync("invite", "--email", email, "--name", name, "--ConnectionStrings:Registry", registry.ConnectionString);
        Assert.Equal(1, refused.Code);
        Assert.Contains(named, refused.Errors, StringComparison.Ordinal);
    }

    private Task<PrintedCommand> InviteAsync(string email, params string[] more) =>
        PrintedCommand.RunAsync(["invite", "--email", email, "--name", "Главный Человек", .. more, "--ConnectionStrings:Registry", registry.ConnectionString, "--PublicAddress", "https://registry.example"]);
}
