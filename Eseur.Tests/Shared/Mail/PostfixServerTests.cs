using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Eseur.Tests.Shared.Mail;

/// <summary>The mail server of the tests is what it says it is, seen by the framework's own client.</summary>
public sealed class PostfixServerTests(PostfixServer postfix) : IClassFixture<PostfixServer>
{
    [PostfixFact]
    public async Task Letter_ToSomebody_ArrivesOnce()
    {
        var id = await SendAsync("ok1@school.example");
        await postfix.UntilEmptyAsync();
        Assert.Equal(1, (await postfix.ArrivedAsync())[id]);
    }

    [PostfixFact]
    public async Task Letter_GivenTwice_IsCountedTwice()
    {
        var id = await SendAsync("ok2@school.example");
        await SendAsync("ok2@school.example", id);
        await postfix.UntilEmptyAsync();
        Assert.Equal(2, (await postfix.ArrivedAsync())[id]);
    }

    [PostfixTheory]
    [InlineData("gone", 550, "5.1.1")]
    [InlineData("full", 552, "5.2.2")]
    [InlineData("policy", 554, "5.7.1")]
    [InlineData("never", 450, "4.2.0")]
    public async Task Letter_ToWhomItRefuses_IsRefusedWithTheCode(string name, int code, string status)
    {
        for (var times = 1; times <= 3; times++)
        {
            var refusal = await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync($"{name}@school.example"));
            Assert.Equal((code, times), ((int)refusal.StatusCode, postfix.Asked($"{name}@school.example")));
            Assert.Contains($"{status} <{name}@school.example>", refusal.Message, StringComparison.Ordinal);
        }
    }

    [PostfixFact]
    public async Task Letter_PutOff_IsTakenLater()
    {
        var refusal = await Assert.ThrowsAsync<SmtpFailedRecipientException>(() => SendAsync("later@school.example"));
        Assert.Equal(450, (int)refusal.StatusCode);
        var id = await SendAsync("later@school.example");
        await postfix.UntilEmptyAsync();
        Assert.Equal(1, (await postfix.ArrivedAsync())[id]);
    }

    [PostfixTheory]
    [InlineData("bounce", "5.1.1")]
    [InlineData("slowbounce", "5.2.1")]
    public async Task Letter_AcceptedAndReturned_ComesBackAsAReportToItsSender(string name, string status)
    {
        var id = await SendAsync($"{name}@school.example", sender: $"bounces+{name}.7@registry.example");
        await postfix.UntilEmptyAsync();

        var report = PostfixServer.Letters(postfix.BouncesFolder).Select(File.ReadAllText)
            .Single(text => text.Contains($"\nTo: bounces+{name}.7@registry.example\n", StringComparison.Ordinal));
        Assert.Matches("(?m)^Content-Type: multipart/report; report-type=delivery-status;$", report);
        Assert.Matches($"(?m)^Final-Recipient: rfc822; {name}@school.example$", report);
        Assert.Matches($"(?m)^Status: {Regex.Escape(status)}$", report);
        Assert.Contains(id, report, StringComparison.Ordinal);
        Assert.DoesNotContain(id, await postfix.ArrivedAsync());
    }

    [PostfixFact]
    public async Task Letter_ToTheWorldOutside_IsRefused() =>
        Assert.Equal(554, (int)(await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync("ok@example.org"))).StatusCode);

    [PostfixFact]
    public async Task Reports_MayBeMovedByWhoeverReadsThem()
    {
        await SendAsync("bounce.moved@school.example");
        await postfix.UntilEmptyAsync();
        var report = Directory.GetFiles(Path.Combine(postfix.BouncesFolder, "new"))[0];
        var moved = Path.Combine(postfix.BouncesFolder, "cur", $"{Path.GetFileName(report)}:2,S");
        File.Move(report, moved);
        Assert.True(File.Exists(moved));
    }

    private async Task<string> SendAsync(string recipient, string? id = null, string sender = "bounces@registry.example")
    {
        id ??= $"<{Guid.NewGuid():N}@registry.example>";
        using var client = new SmtpClient("127.0.0.1", postfix.Port);
        using var letter = new MailMessage("registry@registry.example", recipient, "Проверка", "Здравствуйте!") { Sender = new MailAddress(sender) };
        letter.Headers.Add("Message-ID", id);
        await client.SendMailAsync(letter);
        return id;
    }
}
