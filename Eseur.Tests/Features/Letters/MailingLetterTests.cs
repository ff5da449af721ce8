using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Shared.Fields;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters;

/// <summary>A letter to somebody the registry knows, from their record to both parts of the whole letter.</summary>
public sealed class MailingLetterTests : IAsyncLifetime
{
    private static readonly Uri Root = new("https://reestr.example/");
    private TestRegistry registry = default!;
    private Organization school = default!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Тверская областная организация");
        var id = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО «Школа <12>»");
        await registry.ChangeAsync(id, o =>
        {
            o.Fill(InpoTab.DuesRate, 1m);
            var chair = ChairpersonTab.Chairpersons.Blank();
            chair.Fill(ChairpersonTab.Name, "Иванова Мария Петровна");
            chair.Fill(ChairpersonTab.Phone, "+79123456789");
            ChairpersonTab.Chairpersons.Attach(o, chair, new DateOnly(2026, 11, 22));
        });
        await using var context = await registry.OpenAsync();
        school = await context.Organizations.WithPassport().SingleAsync(o => o.Id == id);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public void Render_Chairperson_SaysWhatTheRegistryKnows()
    {
        var letter = MailingText.Compile("{{организация}}", "{{имя}}|{{фио}}|{{вышестоящая}}|{{регион}}|{{поле:dues}}|{{поле:chair-phone}}|{{поле:own-inn}}|{{ссылка:activists}}", RecipientKind.Chairperson).Render(To());

        Assert.Equal("ППО «Школа <12>»", letter.Subject);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"Мария Петровна|Иванова Мария Петровна|Тверская областная организация|Москва|1\u00a0%|+7 912 345-67-89|не указано|Профактив: https://reestr.example/organizations/{school.Id}/passport/activists?field=activists\n"), letter.Text);
    }

    [Fact]
    public void Render_ByWhomMayNotSeePeople_HidesThem()
    {
        var letter = MailingText.Compile("Т", "{{имя}}|{{фио}}|{{поле:chair-phone}}|{{поле:dues}}", RecipientKind.Chairperson).Render(To() with { View = PersonView.Of(null, school.Path) });

        Assert.Equal("скрыто|скрыто|скрыто|1\u00a0%\n", letter.Text);
    }

    [Fact]
    public void Gaps_OfAPassport_AreFiveMostUsefulAndOpenTheirFields()
    {
        var lines = MailingText.Compile("Т", "{{пробелы}}", RecipientKind.Chairperson).Render(To()).Text.TrimEnd().Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.Equal($"- E-mail председателя: https://reestr.example/organizations/{school.Id}/passport/chairperson?field=chair-email", lines[0]);
    }

    [Fact]
    public void Gaps_OfACard_OpenTheCard()
    {
        var member = Member.PutOnRecord(school, "Петров", "Олег", null, new DateOnly(2026, 1, 1), CardSource.Chairperson);
        var letter = MailingText.Compile("Т", "{{имя}}: {{ссылка}}\n{{пробелы}}", RecipientKind.Member).Render(To() with { Kind = RecipientKind.Member, Member = member });

        Assert.StartsWith("Олег: карточка члена Профсоюза: https://reestr.example/members/0\n- ", letter.Text, StringComparison.Ordinal);
        Assert.Contains(": https://reestr.example/members/0/person?field=", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_AroundWords_SaysWhoWhyAndHowToStop()
    {
        await using var scope = registry.App.Services.CreateAsyncScope();
        var frame = await MailingFrame.DrawAsync(scope.ServiceProvider.GetRequiredService<LetterWriter>(), "Областная <организация>");
        var words = MailingText.Compile("О {{организация}}", "Здравствуйте, {{имя}}!", RecipientKind.Chairperson).Render(To());
        var (html, text) = frame.Around(words, LetterReason.Of(RecipientKind.Chairperson, school.ShortName), new Uri("https://reestr.example/letters/stop?k=a&b=c"));

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<title>О ППО &#171;Школа &lt;12&gt;&#187;</title>", html, StringComparison.Ordinal);
        Assert.Contains("<p>Здравствуйте, Мария Петровна!</p>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://reestr.example/letters/stop?k=a&amp;b=c\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("slot-", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(img|link|script)|url\\(|@import|src=", html);
        Assert.Equal("Здравствуйте, Мария Петровна!\n\n-- \nОбластная <организация>\nВы получили это письмо, потому что указаны председателем организации «ППО „Школа <12>“» и дали согласие на уведомления.\nОтписаться от рассылок: https://reestr.example/letters/stop?k=a&b=c\nЕдиный реестр Общероссийского Профсоюза образования\n", text);
    }

    private Addressee To() => new(RecipientKind.Chairperson, "Иванова Мария Петровна", school, null, "Тверская областная организация", ReferenceBook.Default, Root, PersonView.Of(Actor.System("Проверка"), school.Path));
}
