using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Smtp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Shared.Mail;

/// <summary>Connections that carry one letter after another.</summary>
public sealed class MailPostTests
{
    [Fact]
    public async Task Letters_OneAfterAnother_ShareAConnection()
    {
        await using var server = new ScriptedSmtp();
        await using var post = Post(server);
        for (var i = 0; i < 3; i++)
            await post.SendAsync(SampleMail.To(), default);
        Assert.Equal((3, 1), (server.Bodies.Count, server.Connections));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("421 4.7.0 enough letters for one connection")]
    public async Task Connection_EndedByTheServerMeanwhile_IsReplaced(string answer)
    {
        await using var server = new ScriptedSmtp();
        var letters = 0;
        server.Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) && ++letters == 2 ? answer : null;
        await using var post = Post(server);
        await post.SendAsync(SampleMail.To(), default);
        await post.SendAsync(SampleMail.To(), default);
        Assert.Equal((2, 2), (server.Bodies.Count, server.Connections));
    }

    [Fact]
    public async Task Connection_Idle_IsLeftWithAFarewell()
    {
        await using var server = new ScriptedSmtp();
        await using var post = new MailPost(server.Settings, new ManualClock(), NullLogger<MailPost>.Instance, server.Terms() with { Idle = TimeSpan.FromMilliseconds(50) });
        await post.SendAsync(SampleMail.To(), default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!server.Heard.Contains("QUIT"))
            await Task.Delay(10, patience.Token);
    }

    [Fact]
    public async Task Letter_LostAfterItsEnd_IsNotSentAgain()
    {
        await using var server = new ScriptedSmtp();
        var letters = 0;
        server.Answer = line => line == "." && ++letters == 2 ? "!" : null;
        await using var post = Post(server);
        await post.SendAsync(SampleMail.To(), default);
        Assert.True((await Assert.ThrowsAsync<SmtpLostException>(() => post.SendAsync(SampleMail.To(), default))).MayHaveArrived);
        Assert.Equal((2, 1), (server.Bodies.Count, server.Connections));
    }

    [Fact]
    public async Task Folder_InsteadOfAServer_HoldsTheLetterUnderItsNumber()
    {
        var folder = Directory.CreateTempSubdirectory("eseur-post-").FullName;
        try
        {
            await using var server = new ScriptedSmtp();
            await using var post = new MailPost(server.Settings with { Host = null, Folder = folder }, new ManualClock(), NullLogger<MailPost>.Instance);
            await post.SendAsync(SampleMail.To(), default);
            await post.SendAsync(SampleMail.To(), default);
            var file = Assert.Single(Directory.GetFiles(folder));
            Assert.Equal("k1@registry.example.eml", Path.GetFileName(file));
            Assert.Equal("Проверка", MimeRead.Of(await File.ReadAllTextAsync(file)).Header("Subject"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_SetUp_SaysWhatToSet()
    {
        await using var server = new ScriptedSmtp();
        await using var post = new MailPost(server.Settings with { Host = null }, new ManualClock(), NullLogger<MailPost>.Instance);
        Assert.False(post.IsSetUp);
        Assert.Contains("Mail:Host", (await Assert.ThrowsAsync<SmtpUnavailableException>(() => post.SendAsync(SampleMail.To(), default))).Message, StringComparison.Ordinal);
    }

    private static MailPost Post(ScriptedSmtp server) => new(server.Settings, new ManualClock(), NullLogger<MailPost>.Instance, server.Terms());
}
