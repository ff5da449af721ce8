using System.Text;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Tests.Shared.Mail;

/// <summary>Greeting, encryption and sign-in, before any letter.</summary>
public sealed class SmtpOpeningTests
{
    [Theory]
    [InlineData("", "554 go away", SmtpStage.Greeting)]
    [InlineData("", "!", SmtpStage.Greeting)]
    [InlineData("EHLO", "421 busy", SmtpStage.Hello)]
    [InlineData("EHLO", "hello", SmtpStage.Hello)]
    public async Task Server_DoesNotLetIn_SaysWhere(string verb, string answer, SmtpStage stage)
    {
        await using var server = new ScriptedSmtp { Answer = line => line.StartsWith(verb, StringComparison.Ordinal) ? answer : null };
        Assert.Equal(stage, (await Assert.ThrowsAsync<SmtpUnavailableException>(() => server.ConnectAsync())).Stage);
    }

    [Fact]
    public async Task Server_IsNotThere_SaysSo()
    {
        var server = new ScriptedSmtp();
        var settings = server.Settings;
        await server.DisposeAsync();
        var failed = await Assert.ThrowsAsync<SmtpUnavailableException>(() => SmtpConnection.ConnectAsync(settings, default));
        Assert.Equal(SmtpStage.Connect, failed.Stage);
        Assert.Contains($"127.0.0.1:{settings.Port}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartTls_Offered_CoversEverythingAfterIt()
    {
        using var certificate = ScriptedSmtp.MakeCertificate();
        await using var server = new ScriptedSmtp { Certificate = certificate, Tls = MailEncryption.StartTls, Offers = ["STARTTLS", "AUTH PLAIN"] };
        await using var connection = await server.ConnectAsync(settings: server.Settings with { UserName = "registry", Password = "пароль" });
        await connection.SendAsync(SampleMail.To(), default);

        Assert.Equal(["EHLO registry.example", "STARTTLS", "EHLO registry.example"], server.Heard.Take(3));
        Assert.Equal("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0registry\0пароль")), server.Heard.ElementAt(3));
        Assert.Single(server.Bodies);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("STARTTLS", "454 not now")]
    [InlineData("STARTTLS", "220 go on\r\n250 slipped in")]
    public async Task StartTls_NotHad_NothingElseIsSaid(string offers, string? answer)
    {
        using var certificate = ScriptedSmtp.MakeCertificate();
        await using var server = new ScriptedSmtp { Certificate = certificate, Tls = MailEncryption.StartTls, Offers = [offers], Answer = line => line == "STARTTLS" ? answer : null };
        Assert.Equal(SmtpStage.Encryption, (await Assert.ThrowsAsync<SmtpUnavailableException>(() => server.ConnectAsync())).Stage);
        Assert.DoesNotContain(server.Heard, h => h.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailEncryption.StartTls)]
    [InlineData(MailEncryption.Tls)]
    public async Task Certificate_NobodyVouchesFor_EndsIt(MailEncryption tls)
    {
        using var certificate = ScriptedSmtp.MakeCertificate();
        await using var server = new ScriptedSmtp { Certificate = certificate, Tls = tls, Offers = ["STARTTLS"] };
        Assert.Equal(SmtpStage.Encryption, (await Assert.ThrowsAsync<SmtpUnavailableException>(() => SmtpConnection.ConnectAsync(server.Settings, default))).Stage);
    }

    [Fact]
    public async Task Tls_FromTheFirstByte_LetterIsTaken()
    {
        using var certificate = ScriptedSmtp.MakeCertificate();
        await using var server = new ScriptedSmtp { Certificate = certificate, Tls = MailEncryption.Tls };
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(SampleMail.To() with { Text = new string('я', 600_000) }, default);
        Assert.Equal(600_000, MimeRead.Of(Assert.Single(server.Bodies)).Find("text/plain").Text.Length);
    }

    [Fact]
    public async Task SignIn_ByLogin_AnswersBothQuestions()
    {
        await using var server = new ScriptedSmtp { Offers = ["AUTH=LOGIN"] };
        server.Answer = line => line switch { "AUTH LOGIN" => "334 VXNlcm5hbWU6", "cmVnaXN0cnk=" => "334 UGFzc3dvcmQ6", "c2VjcmV0" => "235 2.7.0 welcome", _ => null };
        await using var connection = await server.ConnectAsync(settings: server.Settings with { UserName = "registry", Password = "secret" });
        Assert.Equal(["AUTH LOGIN", "cmVnaXN0cnk=", "c2VjcmV0"], server.Heard.Skip(1));
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "535 5.7.8 wrong", "535 5.7.8")]
    [InlineData("AUTH CRAM-MD5", "235 never asked", "PLAIN")]
    public async Task SignIn_Refused_SaysWhyWithoutThePassword(string offers, string answer, string said)
    {
        await using var server = new ScriptedSmtp { Offers = [offers], Answer = line => line.StartsWith("AUTH", StringComparison.Ordinal) ? answer : null };
        var failed = await Assert.ThrowsAsync<SmtpUnavailableException>(() => server.ConnectAsync(settings: server.Settings with { UserName = "registry", Password = "hush" }));
        Assert.Equal(SmtpStage.SignIn, failed.Stage);
        Assert.Contains(said, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failed.ToString(), StringComparison.Ordinal);
    }
}
