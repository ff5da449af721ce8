using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Tests.Shared.Mail;

/// <summary>Letters over one connection: taken, refused, lost.</summary>
public sealed class SmtpConversationTests
{
    private static readonly string[] Pipelines = ["PIPELINING", "8BITMIME"];

    [Fact]
    public async Task Letter_ToAPlainServer_IsGivenCommandByCommand()
    {
        await using var server = new ScriptedSmtp();
        await using (var connection = await server.ConnectAsync())
            Assert.Equal(new SmtpReply(250, "2.0.0", "queued"), await connection.SendAsync(SampleMail.To(), default));

        Assert.Equal(["EHLO registry.example", "MAIL FROM:<returns+abc@registry.example>", "RCPT TO:<anna@example.org>", "DATA", "QUIT"], server.Heard);
        Assert.Equal("Здравствуйте!", MimeRead.Of(Assert.Single(server.Bodies)).Find("text/plain").Text);
    }

    [Fact]
    public async Task Server_Pipelines_HearsThreeCommandsAtOnce()
    {
        await using var server = new ScriptedSmtp { Offers = Pipelines, WaitsForData = true };
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(SampleMail.To(), default);
        Assert.Single(server.Bodies);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 not you", SmtpStage.Sender, false)]
    [InlineData("MAIL", "452 4.3.1 full", SmtpStage.Sender, true)]
    [InlineData("RCPT", "550 5.1.1 unknown", SmtpStage.Recipient, false)]
    [InlineData("RCPT", "550 5.1.1 unknown", SmtpStage.Recipient, true)]
    [InlineData("RCPT", "450 4.2.1 greylisted", SmtpStage.Recipient, true)]
    [InlineData("DATA", "451 4.3.0 later", SmtpStage.Data, false)]
    [InlineData("DATA", "554 5.5.1 no", SmtpStage.Data, true)]
    [InlineData(".", "554 5.6.0 spam", SmtpStage.Body, false)]
    [InlineData(".", "451 4.7.1 later", SmtpStage.Body, true)]
    public async Task Letter_Refused_SaysHowAndTheNextGoesOverTheSameConnection(string verb, string answer, SmtpStage stage, bool pipelining)
    {
        await using var server = new ScriptedSmtp { Offers = pipelining ? Pipelines : [] };
        var refusing = true;
        server.Answer = line => refusing && line.StartsWith(verb, StringComparison.Ordinal) ? answer : null;
        await using var connection = await server.ConnectAsync();

        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => connection.SendAsync(SampleMail.To(), default));
        Assert.Equal((stage, answer), (refused.Stage, $"{refused.Reply.Code} {refused.Reply.Enhanced} {refused.Reply.Text}"));
        refusing = false;
        var before = server.Bodies.Count;
        await connection.SendAsync(SampleMail.To("boris@example.org"), default);
        Assert.Equal((before + 1, 1), (server.Bodies.Count, server.Connections));
        Assert.Equal(stage != SmtpStage.Body, server.Heard.Contains("RSET"));
        Assert.DoesNotContain("anna", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipient_RefusedButBodyAwaited_GetsNoBody()
    {
        await using var server = new ScriptedSmtp { Offers = Pipelines };
        server.Answer = line => line.StartsWith("RCPT TO:<anna", StringComparison.Ordinal) ? "550 5.1.1 unknown" : null;
        await using var connection = await server.ConnectAsync();

        await Assert.ThrowsAsync<SmtpRefusedException>(() => connection.SendAsync(SampleMail.To(), default));
        Assert.Equal("", Assert.Single(server.Bodies));
        await connection.SendAsync(SampleMail.To("boris@example.org"), default);
        Assert.Contains("boris", server.Bodies.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipient_RefusedAndConnectionGone_IsStillRefused()
    {
        await using var server = new ScriptedSmtp { Offers = Pipelines };
        server.Answer = line => line switch { ['R', ..] => "550 5.1.1 unknown", "DATA" => "!", _ => null };
        await using var connection = await server.ConnectAsync();
        Assert.Equal(550, (await Assert.ThrowsAsync<SmtpRefusedException>(() => connection.SendAsync(SampleMail.To(), default))).Reply.Code);
        Assert.False(connection.IsUsable);
    }

    [Theory]
    [InlineData("MAIL", SmtpStage.Sender, false)]
    [InlineData("RCPT", SmtpStage.Recipient, false)]
    [InlineData("DATA", SmtpStage.Data, false)]
    [InlineData(".", SmtpStage.Body, true)]
    public async Task Connection_Lost_TellsWhetherTheLetterMayHaveArrived(string verb, SmtpStage stage, bool mayHaveArrived)
    {
        foreach (var answer in new[] { "!", "what?", "999 no such", "2500 no", "250-a\r\n220 b", "300 no", string.Concat(Enumerable.Repeat("250-on\r\n", 101)), "250 " + new string('x', 5000) })
        {
            await using var server = new ScriptedSmtp();
            server.Answer = line => line.StartsWith(verb, StringComparison.Ordinal) ? answer : null;
            await using var connection = await server.ConnectAsync();
            var lost = await Assert.ThrowsAsync<SmtpLostException>(() => connection.SendAsync(SampleMail.To(), default));
            Assert.Equal((stage, mayHaveArrived, false), (lost.Stage, lost.MayHaveArrived, connection.IsUsable));
        }
    }

    [Fact]
    public async Task Server_FallsSilentAfterTheLetter_IsNotWaitedForForEver()
    {
        await using var server = new ScriptedSmtp { Answer = line => line == "." ? "" : null };
        await using var connection = await server.ConnectAsync(TimeSpan.FromSeconds(3));
        Assert.True((await Assert.ThrowsAsync<SmtpLostException>(() => connection.SendAsync(SampleMail.To(), default))).MayHaveArrived);
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task Server_SaysGoodbye_BlamesNoLetter(string verb)
    {
        await using var server = new ScriptedSmtp();
        server.Answer = line => line.StartsWith(verb, StringComparison.Ordinal) ? "421 4.3.2 going down" : null;
        await using var connection = await server.ConnectAsync();
        Assert.Equal("4.3.2", (await Assert.ThrowsAsync<SmtpUnavailableException>(() => connection.SendAsync(SampleMail.To(), default))).Reply!.Enhanced);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task Wait_EndedWhileTheBodyIsOnItsWay_LetterIsFinished()
    {
        using var ending = new CancellationTokenSource();
        await using var server = new ScriptedSmtp();
        server.Answer = line =>
        {
            if (line == ".")
                ending.Cancel();
            return null;
        };
        await using var connection = await server.ConnectAsync();
        Assert.Equal(250, (await connection.SendAsync(SampleMail.To(), ending.Token)).Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(SampleMail.To(), ending.Token));
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task Server_TellsReports_IsToldTheLetterAndWhatToReport()
    {
        await using var server = new ScriptedSmtp { Offers = ["SIZE 100000", "DSN"] };
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(SampleMail.To("anna+news@example.org"), default);
        Assert.Matches(@"^MAIL FROM:<returns\+abc@registry\.example> SIZE=\d{3,4} RET=HDRS ENVID=k1$", server.Heard.ElementAt(1));
        Assert.Equal("RCPT TO:<anna+news@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;anna+2Bnews@example.org", server.Heard.ElementAt(2));
    }

    [Fact]
    public async Task Letter_LargerThanTheServerTakes_IsRefusedWithoutAsking()
    {
        await using var server = new ScriptedSmtp { Offers = ["SIZE 500"] };
        await using var connection = await server.ConnectAsync();
        Assert.Equal("5.3.4", (await Assert.ThrowsAsync<SmtpRefusedException>(() => connection.SendAsync(SampleMail.To(), default))).Reply.Enhanced);
        Assert.Equal(["EHLO registry.example"], server.Heard);
        Assert.True(connection.IsUsable);
    }

    [Theory]
    [InlineData("anna@почта.рф", "RCPT TO:<anna@xn--80a1acny.xn--p1ai>", null)]
    [InlineData("анна@почта.рф", "RCPT TO:<анна@xn--80a1acny.xn--p1ai>", "5.6.7")]
    [InlineData("anna", null, "5.1.3")]
    [InlineData("anna@", null, "5.1.3")]
    [InlineData("@example.org", null, "5.1.3")]
    [InlineData("anna@example.org>\r\nRCPT TO:<boris@example.org", null, "5.1.3")]
    [InlineData("anna@exam\0ple.org", null, "5.1.3")]
    [InlineData("an na@example.org", null, "5.1.3")]
    [InlineData("anna<@example.org", null, "5.1.3")]
    [InlineData("a\nb@example.org", null, "5.1.3")]
    [InlineData("anna@[127.0.0.1] X", null, "5.1.3")]
    [InlineData("anna@example..рф", null, "5.1.3")]
    public async Task Address_Typed_IsSaidAsTheServerUnderstandsOrRefused(string address, string? said, string? withoutUtf8)
    {
        foreach (var utf8 in new[] { true, false })
        {
            await using var server = new ScriptedSmtp { Offers = utf8 ? ["SMTPUTF8"] : [] };
            await using var connection = await server.ConnectAsync();
            var sent = await Record.ExceptionAsync(() => connection.SendAsync(SampleMail.To(address), default));
            Assert.Equal(utf8 && said is not null ? null : withoutUtf8, (sent as SmtpRefusedException)?.Reply.Enhanced);
            Assert.Equal(sent is null, server.Heard.Contains(said ?? ""));
            Assert.DoesNotContain(server.Heard, h => h.Contains("boris", StringComparison.Ordinal));
        }
    }
}
