using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>From a draft to letters in a mail server's hands.</summary>
public sealed class MailingAuthorTests : IAsyncLifetime
{
    private readonly MailServer mail = new();
    private MailingGround ground = null!;

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync(mail.Settings);

    public async Task DisposeAsync()
    {
        await ground.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task Mailing_SentToTheEnd_SaysToEachTheirOwnAndIsFinished()
    {
        var acts = ground.Service<MailingActs>(ground.Apparatus);
        var id = await acts.CreateAsync(ground.Region);
        var version = await acts.SaveAsync(id, 1, new MailingDraft(LetterChannel.Email, new MailingAudience(), "Для «{{организация}}»", "Здравствуйте, {{имя}}! Взнос: {{ссылка:dues}}. Вы в «{{вышестоящая}}»."));
        version = await acts.AttachAsync(id, version, "Повестка.pdf", "application/pdf", [.. "%PDF-1.7"u8]);
        await acts.PlanAsync(id, version, null, null);
        await ground.TurnAsync();
        await SendAsync();
        var letters = await ground.LettersAsync(id);
        var received = new List<ReceivedLetter> { await mail.ReadAsync(), await mail.ReadAsync(), await mail.ReadAsync() };
        await ground.TurnAsync();

        var school = letters.Single(l => l.OrganizationId == ground.Schools[0]);
        Assert.Equal((LetterState.Sent, 1), (school.State, school.Tries));
        Assert.NotNull(school.ConsentSeenAt);
        var letter = received.Single(r => r.To == school.Address);
        Assert.Contains("ППО школы № 1", letter.Header("Subject"), StringComparison.Ordinal);
        Assert.Contains($"https://registry.example/organizations/{ground.Schools[0]}/passport/inpo?field=dues", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Районная организация", letter.Text, StringComparison.Ordinal);
        Assert.Contains(school.Secret, letter.Header("List-Unsubscribe"), StringComparison.Ordinal);
        Assert.Equal(0, mail.Waiting);
        Assert.Equal((MailingState.Finished, 3), ((await ground.MailingAsync(id)).State, letters.Count(l => l.State == LetterState.Sent)));
    }

    [Fact]
    public async Task Letter_ToSomebodyWhoRefusedSince_IsWithheld()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await ground.Registry.ChangeAsync(ground.Schools[0], o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false));
        await ground.ElectAsync(ground.Territory, Obstacle.None);
        await SendAsync();

        var letters = await ground.LettersAsync(id);
        Assert.Equal((LetterState.Suppressed, Obstacle.Refused, Obstacle.None), letters.Single(l => l.OrganizationId == ground.Schools[0]) is var refused ? (refused.State, refused.Obstacle, refused.Forecast) : default);
        // Somebody else holds the office now: the letter was not meant for them.
        Assert.Equal(Obstacle.NoPerson, letters.Single(l => l.OrganizationId == ground.Territory).Obstacle);
        Assert.Equal(LetterState.Sent, letters.Single(l => l.OrganizationId == ground.Region).State);
        Assert.Equal(1, mail.Waiting);
    }

    [Fact]
    public async Task Mailboxes_HaveNoLinkThatEndsTheirLetters()
    {
        await ground.Registry.ChangeAsync(ground.Schools[0], o => o.Fill(AddressesTab.Email, "school@example.org"));
        await ground.SentAsync(ground.Apparatus, ground.Region, new MailingAudience { To = RecipientKind.Organization });
        await SendAsync();

        var letter = await mail.ReadAsync();
        Assert.Equal("school@example.org", letter.To);
        Assert.DoesNotContain("unsubscribe", letter.Html + letter.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("slot-", letter.Html, StringComparison.Ordinal);
    }

    private Task SendAsync() => ground.Registry.App.Services.GetRequiredService<LetterSender>().RunAsync(untilEmpty: true, default);
}
