using System.Net;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

/// <summary>Coming in by either name, and what those who do not come in are told.</summary>
public sealed class EntranceTests : IAsyncLifetime
{
    private const string Email = "petrova@example.org";
    private const string Password = "pass-phrase-2026";
    private const long Number = 1234567890123456;
    private TestRegistry registry = default!;
    private int userId;
    private int memberId;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Область"), "ППО школы");
        userId = await registry.HireAsync(Email, "Петрова Анна Ивановна", Password, RegistryRole.Chairperson, school);
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", new DateOnly(2020, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        memberId = member.Id;
        await context.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.MemberId, memberId));
        await GiveTicketAsync(Number, TicketState.Issued);
        await registry.App.StartAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Theory]
    [InlineData(Email, "sign-in")]
    [InlineData(" Petrova@EXAMPLE.org ", "sign-in")]
    [InlineData("1234 5678 9012 3456", "sign-in?by=ticket")]
    [InlineData("1234-5678-9012-3456", "sign-in?by=ticket")]
    [InlineData("1234567890123456", "sign-in")]
    [InlineData(Email, "sign-in?by=ticket")]
    public async Task SignIn_EitherNameInEitherPlace_LetsIn(string name, string page)
    {
        using var client = new FormClient(registry);
        Assert.Equal("/", (await client.EnterAsync(name, Password, page)).Leads);
        Assert.True(await client.IsInAsync());
    }

    [Theory]
    [InlineData(TicketState.Ordered)]
    [InlineData(TicketState.Lost)]
    [InlineData(TicketState.Replaced)]
    [InlineData(TicketState.Returned)]
    public async Task SignIn_TicketNotHeld_IsRefused(TicketState state)
    {
        await GiveTicketAsync(Number + 1, state);
        using var client = new FormClient(registry);
        Assert.Contains("не подходят", (await client.EnterAsync("1234567890123457", Password)).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AccountClosed_IsRefusedLikeAnyOther()
    {
        using var client = new FormClient(registry);
        var unknown = await client.EnterAsync("nobody@example.org", Password);
        await using (var context = await registry.OpenAsync())
            await context.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.ClosedAt, DateTime.UtcNow));

        var closed = await client.EnterAsync(Email, Password);

        Assert.Equal(unknown.Notice, closed.Notice);
        Assert.False(await client.IsInAsync());
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndNobodysName_SameWords()
    {
        using var client = new FormClient(registry);
        var wrong = await client.EnterAsync(Email, "another-pass-phrase");
        var nobody = await client.EnterAsync("nobody@example.org", "another-pass-phrase");
        Assert.Equal((HttpStatusCode.OK, wrong.Notice), (nobody.Status, nobody.Notice));
        Assert.Contains("не подходят", wrong.Notice, StringComparison.Ordinal);

        var wrongTicket = await client.EnterAsync("1234567890123456", "another-pass-phrase");
        var noTicket = await client.EnterAsync("9999999999999999", "another-pass-phrase");
        Assert.Equal(wrongTicket.Notice, noTicket.Notice);
        Assert.Contains("Номер билета или пароль", wrongTicket.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_Refused_PageDoesNotRepeatThePassword()
    {
        using var client = new FormClient(registry);
        var refused = await client.EnterAsync(Email, "typed-pass-phrase");
        Assert.Contains(Email, refused.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("typed-pass-phrase", refused.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_Failures_AreInTheRecordWithoutTheNameTyped()
    {
        using var client = new FormClient(registry);
        for (var i = 0; i < 5; i++)
            await client.EnterAsync(Email, "wrong-pass-phrase");
        await client.EnterAsync("nobody@example.org", "wrong-pass-phrase");

        await using var context = await registry.OpenAsync();
        var told = await context.Changes.AsNoTracking().Include(c => c.Lines).Where(c => c.Act.StartsWith("Неудачная попытка входа")).OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([userId, userId, userId, userId, userId, null], told.Select(c => c.SubjectId));
        Assert.Contains("вход остановлен до", told[4].Act, StringComparison.Ordinal);
        Assert.All(told, c => Assert.DoesNotContain("@", c.Act + c.Actor, StringComparison.Ordinal));
    }

    /// <summary>The hash is all but the whole time of an answer: it is counted rather than timed.</summary>
    [Theory]
    [InlineData(Email)]
    [InlineData("nobody@example.org")]
    [InlineData("invited@example.org")]
    [InlineData("1234567890123456")]
    [InlineData("9999999999999999")]
    public async Task SignIn_AnyName_HashesThePasswordOnce(string name)
    {
        await using var scope = registry.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        await users.CreateAsync(new RegistryUser { UserName = "invited@example.org", Email = "invited@example.org", DisplayName = "Новый" });
        var hasher = new CountingHasher(users.PasswordHasher);
        users.PasswordHasher = hasher;

        var answer = await scope.ServiceProvider.GetRequiredService<Entrance>().EnterAsync(SignInName.Of(name), "another-pass-phrase", remember: false, IPAddress.Loopback);

        Assert.Equal((Entered.Refused, 1), (answer.How, hasher.Verified));
    }

    [Theory]
    [InlineData(Email)]
    [InlineData("nobody@example.org")]
    public async Task SignIn_FiveFailures_NobodyWithThatNameIsLetInForAWhile(string name)
    {
        using var client = new FormClient(registry);
        for (var i = 0; i < 5; i++)
            Assert.Contains("не подходят", (await client.EnterAsync(name, "wrong-pass-phrase")).Notice, StringComparison.Ordinal);

        var locked = await client.EnterAsync(name, Password);

        Assert.Matches(@"Слишком много неудачных попыток подряд\. Войти можно будет после \d\d:\d\d по московскому времени.*новый пароль письмом", locked.Notice);
        Assert.False(await client.IsInAsync());
        Assert.Equal("/", (await client.EnterAsync("1234567890123456", Password)).Leads);
    }

    [Fact]
    public async Task SignIn_Success_ForgetsFailuresBefore()
    {
        using var client = new FormClient(registry);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                await client.EnterAsync(Email, "wrong-pass-phrase");
            using var another = new FormClient(registry);
            Assert.Equal("/", (await another.EnterAsync(Email, Password)).Leads);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_Cookie_OutlivesTheBrowserOnlyWhenAsked(bool remember)
    {
        using var client = new FormClient(registry);
        var cookie = Assert.Single((await client.EnterAsync(Email, Password, remember: remember)).Cookies, c => c.StartsWith("eseur=", StringComparison.Ordinal));
        Assert.Equal(remember, cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
    }

    private async Task GiveTicketAsync(long number, TicketState state)
    {
        await using var context = await registry.OpenAsync();
        // Straight into the table: how a ticket comes to be so is not what is asked here.
        await context.Database.ExecuteSqlAsync($"INSERT INTO Tickets (Number, MemberId, IsPlastic, IsVirtual, State, OrderedOn) VALUES ({number}, {memberId}, 1, 0, {(int)state}, '2026-01-01')");
    }

    private sealed class CountingHasher(IPasswordHasher<RegistryUser> real) : IPasswordHasher<RegistryUser>
    {
        public int Verified { get; private set; }

        public string HashPassword(RegistryUser user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(RegistryUser user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
