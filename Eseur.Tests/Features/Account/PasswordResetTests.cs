using System.Net;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

/// <summary>A forgotten password and a letter that really came, over a mail server of the test's own.</summary>
public sealed class PasswordResetTests : IAsyncLifetime, IDisposable
{
    private const string Email = "petrova@example.org";
    private const string Password = "pass-phrase-2026";
    private const string NewPassword = "three words together";
    private readonly MailServer mail = new();
    private TestRegistry registry = default!;
    private FormClient client = default!;
    private int userId;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync(["--urls", "http://127.0.0.1:0", .. mail.Settings]);
        userId = await registry.HireAsync(Email, "Петрова Анна Ивановна", Password, RegistryRole.PersonalAnalyst, registry.RootId);
        await registry.App.StartAsync();
        client = new FormClient(registry);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await registry.DisposeAsync();
        await mail.DisposeAsync();
    }

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Forgot_KnownName_LetterLeadsToANewPassword()
    {
        await AskAsync(Email);
        var letter = await mail.ReadAsync();

        Assert.Equal(("confirmation@registry.example", Email, "Новый пароль для входа в реестр"), (letter.From, letter.To, letter.Header("Subject")));
        Assert.Contains("один час", letter.Text, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(letter.Link), letter.Html, StringComparison.Ordinal);
        Assert.Equal("/sign-in?done=password", (await SetAsync(letter.Link, NewPassword)).Leads);
        Assert.Contains("Новый пароль сохранён", await client.ReadAsync("/sign-in?done=password"), StringComparison.Ordinal);
        Assert.Equal("Пароль для входа в реестр сменён", (await mail.ReadAsync()).Header("Subject"));
        Assert.Contains("не подходят", (await client.EnterAsync(Email, Password)).Notice, StringComparison.Ordinal);
        Assert.Equal("/", (await client.EnterAsync(Email, NewPassword)).Leads);
    }

    [Fact]
    public async Task Forgot_NobodysName_SameAnswerAndNoLetter()
    {
        var nobody = await AskAsync("nobody@example.org");
        var known = await AskAsync(Email);

        Assert.Equal((nobody.Status, nobody.Notice), (known.Status, known.Notice));
        Assert.Contains("Если такая запись есть, письмо отправлено", known.Notice, StringComparison.Ordinal);
        Assert.Equal([Email], await SentToAsync());
    }

    [Fact]
    public async Task Forgot_AskedManyTimes_FewLettersAndTheSameAnswer()
    {
        var answers = new List<string>();
        for (var i = 0; i < 6; i++)
            answers.Add((await AskAsync(Email)).Notice);

        Assert.Single(answers.Distinct());
        Assert.Equal([Email, Email, Email], await SentToAsync());
    }

    [Fact]
    public async Task Forgot_ManyNamesFromOnePlace_IsStopped()
    {
        for (var i = 0; i < 10; i++)
            Assert.Contains("Если такая запись есть", (await AskAsync($"nobody{i}@example.org")).Notice, StringComparison.Ordinal);
        Assert.Contains("слишком много писем", (await AskAsync(Email)).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_EndsSessionsAndPauses()
    {
        using var elsewhere = new FormClient(registry);
        await elsewhere.EnterAsync(Email, Password);
        Assert.True(await elsewhere.IsInAsync());
        for (var i = 0; i < 6; i++)
            await client.EnterAsync(Email, "wrong-pass-phrase");
        Assert.Contains("Слишком много", (await client.EnterAsync(Email, Password)).Notice, StringComparison.Ordinal);

        await AskAsync(Email);
        await SetAsync((await mail.ReadAsync()).Link, NewPassword);

        Assert.False(await elsewhere.IsInAsync());
        await using (var context = await registry.OpenAsync())
            Assert.DoesNotContain(await context.Sessions.ToListAsync(), s => s.EndedAt is null);
        Assert.Equal("/", (await client.EnterAsync(Email, NewPassword)).Leads);
    }

    [Fact]
    public async Task Link_UsedBefore_OpensNothing()
    {
        await AskAsync(Email);
        var link = (await mail.ReadAsync()).Link;
        await SetAsync(link, NewPassword);
        Assert.Contains("Ссылка уже не действует", await client.ReadAsync(link), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?user=1")]
    [InlineData("?user=1&key=made-up")]
    [InlineData("?user=x&key=CfDJ8")]
    [InlineData("?user=99999999999999&key=CfDJ8")]
    public async Task Link_MadeUp_OpensNothing(string query) =>
        Assert.Contains("Ссылка уже не действует", await client.ReadAsync("/sign-in/reset" + query), StringComparison.Ordinal);

    [Fact]
    public async Task Link_OfAnotherPerson_OpensNothing()
    {
        await AskAsync(Email);
        var link = (await mail.ReadAsync()).Link;
        var other = await registry.HireAsync("other@example.org", "Другой", Password, RegistryRole.Analyst, registry.RootId);
        Assert.Contains("Ссылка уже не действует", await client.ReadAsync(link.Replace($"user={userId}&", $"user={other}&", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "short", "короче 10 знаков")]
    [InlineData("gfhjkm12345", "gfhjkm12345", "подбирают первым")]
    [InlineData("my petrova words", "my petrova words", "имя из вашей почты")]
    [InlineData("three words together", "three words separate", "не совпадают")]
    public async Task Reset_BadPassword_SaysWhyAndTheLinkStaysGood(string password, string again, string why)
    {
        await AskAsync(Email);
        var link = (await mail.ReadAsync()).Link;
        Assert.Contains(why, (await client.SubmitAsync(link, "reset", ("Password", password), ("Again", again))).Notice, StringComparison.Ordinal);
        Assert.Equal("/sign-in?done=password", (await SetAsync(link, NewPassword)).Leads);
    }

    [Fact]
    public async Task Change_KnowingTheOld_GoesOnHereAndEndsElsewhere()
    {
        using var elsewhere = new FormClient(registry);
        await elsewhere.EnterAsync(Email, Password);
        await client.EnterAsync(Email, Password);

        Assert.Contains("Прежний пароль не подходит", (await ChangeAsync("wrong-pass-phrase")).Notice, StringComparison.Ordinal);
        Assert.Contains("Пароль сменён", (await ChangeAsync(Password)).Notice, StringComparison.Ordinal);

        Assert.True(await client.IsInAsync());
        Assert.False(await elsewhere.IsInAsync());
        Assert.Equal("/", (await elsewhere.EnterAsync(Email, NewPassword)).Leads);
    }

    [Fact]
    public async Task Change_OldPasswordGuessed_IsStopped()
    {
        await client.EnterAsync(Email, Password);
        for (var i = 0; i < 5; i++)
            Assert.Contains("не подходит", (await ChangeAsync("wrong-pass-phrase")).Notice, StringComparison.Ordinal);
        Assert.Contains("Слишком много", (await ChangeAsync(Password)).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_Accepted_SetsThePasswordAndLetsInOnce()
    {
        var link = await InviteAsync("new@example.org");

        var accepted = await client.SubmitAsync(link, "invitation", ("Password", NewPassword), ("Again", NewPassword));

        Assert.Equal("/", accepted.Leads);
        Assert.True(await client.IsInAsync());
        using var late = new FormClient(registry);
        Assert.Contains("Ссылка уже не действует", await late.ReadAsync(link), StringComparison.Ordinal);
        Assert.Equal("/", (await late.EnterAsync("new@example.org", NewPassword)).Leads);
    }

    [Fact]
    public async Task Forgot_InvitedPerson_IsInvitedAgain()
    {
        await InviteAsync("new@example.org");
        await AskAsync("new@example.org");
        Assert.StartsWith("/sign-in/invitation?", (await mail.ReadAsync()).Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_WhoHasAPassword_WritesNothing()
    {
        await using (var context = await registry.OpenAsync())
        {
            context.Add(PasswordLetters.Queued(await context.Users.SingleAsync(u => u.Id == userId), LetterKind.Invitation, DateTime.UtcNow));
            await context.SaveChangesAsync();
        }
        Assert.Empty(await SentToAsync());
    }

    private Task<FormAnswer> AskAsync(string name) => client.SubmitAsync("sign-in/forgot", "forgot", ("Name", name));

    private Task<FormAnswer> SetAsync(string link, string password) => client.SubmitAsync(link, "reset", ("Password", password), ("Again", password));

    private Task<FormAnswer> ChangeAsync(string old) => client.SubmitAsync("account/password", "password", ("Old", old), ("Password", NewPassword), ("Again", NewPassword));

    /// <summary>Who has been written to once the outbox holds nothing that is still to go; letters leave side by side, in no order.</summary>
    private async Task<string[]> SentToAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var context = await registry.OpenAsync();
        while (await context.Letters.AnyAsync(l => l.State == LetterState.Queued || l.State == LetterState.Sending, patience.Token))
            await Task.Delay(20, patience.Token);
        var addresses = new List<string>();
        while (mail.Waiting > 0)
            addresses.Add((await mail.ReadAsync()).To);
        return [.. addresses];
    }

    /// <summary>The link of the letter.</summary>
    private async Task<string> InviteAsync(string email)
    {
        await using var scope = registry.App.Services.CreateAsyncScope();
        var invited = new RegistryUser { UserName = email, Email = email, DisplayName = "Новый Человек" };
        Assert.True((await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<RegistryUser>>().CreateAsync(invited)).Succeeded);
        await using var context = await registry.OpenAsync();
        context.Add(PasswordLetters.Queued(invited, LetterKind.Invitation, DateTime.UtcNow));
        await context.SaveChangesAsync();
        var letter = await mail.ReadAsync();
        Assert.Equal((email, "Приглашение в реестр Профсоюза"), (letter.To, letter.Header("Subject")));
        return letter.Link;
    }
}
