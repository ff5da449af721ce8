using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Letters.Setup;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Setup;

public sealed class MailPageTests : IAsyncLifetime
{
    private const string Own = "admin@registry.example";
    private readonly ScriptedSmtp server = new();
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-returns-").FullName;
    private TestRegistry registry = null!;
    private int admin;

    public async Task InitializeAsync()
    {
        registry = await StartAsync(["--Mail:Host", "127.0.0.1", "--Mail:Port", server.Settings.Port.ToString(), "--Mail:Tls", "None", "--Mail:UserName", "registry", "--Mail:Password", "hush-hush"]);
        admin = await registry.HireAsync(Own, "Фролов Игорь", "profsoyuz-2026", RegistryRole.Administrator, registry.RootId);
        server.Answer = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 AUTH PLAIN" : null;
    }

    private Task<TestRegistry> StartAsync(string[] settings) =>
        TestRegistry.StartAsync(["--Mail:Confirmation", "confirmation@registry.example", "--Mail:Registry", "registry@registry.example", "--Mail:Bounces", "returns@registry.example", "--Mail:BouncesFolder", folder, "--PublicAddress", "https://registry.example", .. settings]);

    [Fact]
    public async Task TrialLetter_ToOneself_TellsTheServersOwnWords()
    {
        await using var bunit = new Opened(registry, Administrator);
        var page = bunit.Render<MailPage>();
        Assert.Equal(Own, page.WaitForElement("#trial-to").GetAttribute("value"));
        await bunit.SendAsync(page);

        Assert.Contains("250 2.0.0 queued", page.Find(".notice-done").TextContent, StringComparison.Ordinal);
        var letter = MimeRead.Of(Assert.Single(server.Bodies));
        Assert.Equal(("Пробное письмо реестра", $"<{Own}>"), (letter.Header("Subject"), letter.Header("To")));
        Assert.Contains("https://registry.example/mail", letter.Find("text/plain").Text, StringComparison.Ordinal);
        Assert.Contains("MAIL FROM:<returns+0.trial@registry.example>", server.Heard);
        Assert.DoesNotContain("hush-hush", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "554 5.7.1 Relay access denied", "не принят получатель", "554 5.7.1 Relay access denied")]
    [InlineData("MAIL", "553 5.7.1 not yours", "не принят отправитель", "Разрешите")]
    [InlineData("AUTH", "535 5.7.8 wrong", "не удался вход", "Mail:Password")]
    public async Task TrialLetter_Refused_SaysWhereAndWhatToDo(string verb, string answer, string where, string said)
    {
        server.Answer = line => line.StartsWith(verb, StringComparison.Ordinal) ? answer : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 AUTH PLAIN" : null;
        await using var bunit = new Opened(registry, Administrator);
        var page = bunit.Render<MailPage>();
        await bunit.SendAsync(page, "ivanova@example.org");
        Assert.Contains(where, page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
        Assert.Contains(said, page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrialLetters_TooManyInAnHour_AreNotSent()
    {
        await using var bunit = new Opened(registry, Administrator);
        var page = bunit.Render<MailPage>();
        for (var i = 0; i < 11; i++)
            await bunit.SendAsync(page);
        Assert.Contains("За час", page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
        Assert.Equal(10, server.Bodies.Count);
        await bunit.SendAsync(page, "nobody");
        Assert.Contains("не адрес", page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_WithLettersInEveryState_IsCountedWithoutNames()
    {
        var now = DateTime.UtcNow;
        await using (var context = await registry.OpenAsync())
        {
            for (var i = 0; i < 7; i++)
                context.Add(To(now.AddHours(i < 4 ? -1 : 5)));
            var putOff = To(now);
            putOff.PutOff("4.2.2", "<ivanova@example.org>: mailbox of ivanova@example.org is full", now);
            context.Add(putOff);
            var failed = To(now);
            for (var i = 0; i < 9; i++)
                failed.PutOff(null, "нет", now);
            context.Add(failed);
            await context.SaveChangesAsync();
        }
        Directory.CreateDirectory(Path.Combine(folder, "aside"));
        await File.WriteAllTextAsync(Path.Combine(folder, "aside", "x"), "?");
        await using var bunit = new Opened(registry, Administrator);
        var page = bunit.Render<MailPage>();

        Assert.Equal(["4", "0", "4", "1"], page.WaitForElements(".outbox strong").Select(n => n.TextContent));
        Assert.Contains("4.2.2", page.Find(".put-off").TextContent, StringComparison.Ordinal);
        Assert.Contains("mailbox of … is full", page.Find(".put-off").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ivanova", page.Markup, StringComparison.Ordinal);
        var warnings = page.FindAll(".notice-gap").Select(w => w.TextContent).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("Письма ждут с", warnings[0], StringComparison.Ordinal);
        Assert.Contains("1 возврат не прочитан", warnings[1], StringComparison.Ordinal);

        Letter To(DateTime notBefore) => Letter.To(Recipient.OfAccount(admin, "Иванова", "ivanova@example.org"), LetterKind.PasswordChanged, now, notBefore);
    }

    [Fact]
    public async Task Nothing_SetUp_IsSaidWithWhatToDo()
    {
        await using var bare = await TestRegistry.StartAsync("--Mail:Registry", "registry@other.example", "--Mail:Bounces", "returns@registry.example", "--Sending:Enabled", "false");
        await using (var context = await bare.OpenAsync())
        {
            context.Add(Letter.To(Recipient.OfAccount(1, "Иванова"), LetterKind.PasswordChanged, DateTime.UtcNow, channel: LetterChannel.Push));
            await context.SaveChangesAsync();
        }
        await using var bunit = new Opened(bare, Actor.System("Проверка"));
        var page = bunit.Render<MailPage>();
        var warnings = string.Join('\n', page.WaitForElements(".notice-gap").Select(w => w.TextContent));
        foreach (var word in new[] { "Mail:Host", "Mail:BouncesFolder", "в разных доменах", "Sending:Enabled", "Push:Folder" })
            Assert.Contains(word, warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("Sms:Folder", warnings, StringComparison.Ordinal);
        await bunit.SendAsync(page, "ivanova@example.org");
        Assert.Contains("Mail:Host", page.Find(".notice-wrong").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RegistryRole.Administrator, false)]
    [InlineData(RegistryRole.Apparatus, false)]
    [InlineData(RegistryRole.Analyst, true)]
    public async Task Others_FindNoSuchPage(RegistryRole role, bool whole)
    {
        var path = whole ? $"/{registry.RootId}/" : $"/{registry.RootId}/77/";
        await using var bunit = new Opened(registry, new Actor("Кто-то", admin, Scope.Of([new Reach(role, path, null)])));
        Assert.Contains("не найдена", bunit.Render<MailPage>().WaitForElement("h1").TextContent, StringComparison.Ordinal);
    }

    private Actor Administrator => new("Фролов Игорь", admin, Scope.Of([new Reach(RegistryRole.Administrator, $"/{registry.RootId}/", null)]));

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Opened(TestRegistry registry, Actor actor) : BunitRegistry(registry, actor)
    {
        public async Task SendAsync(IRenderedComponent<MailPage> page, string? to = null)
        {
            if (to is not null)
                Change(page.Find("#trial-to"), to);
            await RaiseAsync(page.Find("form.trial"), "onsubmit", EventArgs.Empty);
        }
    }
}
