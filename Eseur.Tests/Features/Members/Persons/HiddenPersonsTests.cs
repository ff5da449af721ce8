using System.IO.Compression;
using System.Net;
using System.Text;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Features.Members.Export;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Features.Search;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Persons;

/// <summary>What those who may read figures only see of people: that there are some.</summary>
public sealed class HiddenPersonsTests
{
    private const string Password = "pass-phrase-2026";

    /// <summary>Typed texts that are shown to everybody. A new one is decided about by a person: personal, or named here.</summary>
    private static readonly string[] ShownToAll =
    [
        "institution", "head-position", "email", "site", "address-region", "address-locality", "address-street", "address-house", "phone-number", "social-link", "event-title", "event-outcome",
        "activist-commission", "staff-position", "workplace", "faculty",
    ];

    [Fact]
    public void TypedTexts_ThatAreNotPersonal_WereDecidedAbout()
    {
        var open = Catalogue.Passport.Tabs.Concat(Catalogue.Card.Tabs).SelectMany(t => t.Fields.Concat(t.RowSets.SelectMany(r => r.Fields)))
            .Where(f => !f.IsPersonal && f.Kind is TextKind or PersonNameKind or NamePartKind or EmailKind or PhoneKind or LinkKind && !f.IsPersonal).Select(f => f.Key);
        Assert.Equal(ShownToAll.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(RegistryRole.Analyst, false)]
    [InlineData(RegistryRole.PersonalAnalyst, true)]
    public async Task EveryPageAndExport_ShowsPersonsToThoseWhoMayReadThem(RegistryRole role, bool shows)
    {
        await using var ground = await PersonGround.OpenAsync("--urls", "http://127.0.0.1:0");
        await ground.Registry.HireAsync("reader@planted.test", "Читатель", Password, role, ground.Registry.RootId);
        await ground.Registry.App.StartAsync();
        using var client = await SignedInClient.SignInAsync(ground.Registry, "reader@planted.test", Password);
        var seen = new StringBuilder();
        foreach (var address in Addresses(ground))
        {
            using var answer = await client.GetAsync(address);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            if (!shows)
                AssertNothingOf(ground, text, address);
            seen.Append(text);
        }
        var exports = await ExportsAsync(ground, PersonGround.As(role, $"/{ground.Registry.RootId}/"));
        foreach (var (name, text) in exports)
        {
            if (!shows)
                AssertNothingOf(ground, text, name);
            seen.Append(text);
        }
        if (shows)
        {
            var all = seen.ToString();
            foreach (var (field, value) in ground.OnCard.Concat(ground.InPassport))
                Assert.True(Plant.Traces(field, value) is var traces && (!traces.Any() || traces.Any(t => all.Contains(t, StringComparison.Ordinal))), $"{field.Key} is shown nowhere");
            Assert.Contains(PersonGround.Writer, all, StringComparison.Ordinal);
        }
        foreach (var path in new[] { "photo", "dossier.json", "dossier.html" })
        {
            using var file = await client.GetAsync($"members/{ground.Member}/{path}");
            Assert.Equal(shows ? HttpStatusCode.OK : HttpStatusCode.NotFound, file.StatusCode);
        }
    }

    [Fact]
    public async Task Snapshots_ForAnAnalyst_SayOfEveryPersonalFieldOnlyThatItIsFilled()
    {
        await using var ground = await PersonGround.OpenAsync();
        await using var scope = Scope(ground, PersonGround.As(RegistryRole.Analyst, "/"));
        var card = (await scope.ServiceProvider.GetRequiredService<MemberCardService>().LoadAsync(ground.Member))!;
        Assert.All(Catalogue.Card.Fields.Where(f => f.IsPersonal), f => Assert.Equal(PersonView.Hidden, card.Texts[f.Key]));
        Assert.Equal((false, true, 0, 0, null), (card.HasPhoto, card.HasConsent, card.Tickets.Count, card.PastConsents.Count, card.BirthDate));
        var passport = (await scope.ServiceProvider.GetRequiredService<PassportService>().LoadAsync(ground.School))!;
        Assert.All(Catalogue.Passport.RowSets.Where(s => s.IsOfPeople), set =>
        {
            var row = Assert.Single(passport.Rows[set.Key]);
            Assert.Equal(PersonView.Hidden, row.Name);
            Assert.All(set.Fields.Where(f => f.IsPersonal), f => Assert.Equal(PersonView.Hidden, row.Texts[f.Key]));
        });
        Assert.Empty(passport.CardNames);
        // What is not filled is a figure, and stays one.
        Assert.Equal("", card.Texts[PersonTab.NoPatronymic.Key]);
        Assert.Empty(card.Missing);
    }

    [Fact]
    public async Task Chairperson_OfATerritory_SeesPersonsOfTheOwnPassportOnly()
    {
        await using var ground = await PersonGround.OpenAsync();
        await ground.Registry.ChangeAsync(ground.Region, o =>
        {
            var own = ChairpersonTab.Chairpersons.Blank();
            own.Fill(ChairpersonTab.Name, "Своя Анна");
            ChairpersonTab.Chairpersons.Attach(o, own, new DateOnly(2026, 1, 1));
        });
        await using var scope = Scope(ground, PersonGround.As(RegistryRole.Chairperson, await ground.PathAsync(ground.Region)));
        var passports = scope.ServiceProvider.GetRequiredService<PassportService>();
        Assert.Equal("Своя Анна", (await passports.LoadAsync(ground.Region))!.Chairperson!.Name);
        Assert.Equal(PersonView.Hidden, (await passports.LoadAsync(ground.School))!.Chairperson!.Name);
        var rows = await scope.ServiceProvider.GetRequiredService<OrganizationList>().PageAsync(new OrganizationFilter(), 0, 10);
        Assert.Equal("Своя Анна", rows.Single(r => r.Id == ground.Region).Chairperson);
        Assert.Equal(PersonView.Hidden, rows.Single(r => r.Id == ground.School).Chairperson);
    }

    [Fact]
    public async Task Register_ForAnAnalyst_IsOfNumbersInTheirOrderAndFindsNobodyByName()
    {
        await using var ground = await PersonGround.OpenAsync();
        var second = await Register.RegisterGround.PutAsync(ground.Registry, ground.School, "Аверина", "Яна", null);
        await ground.Registry.App.Services.GetRequiredService<MemberIndex>().LoadAsync();
        await using var scope = Scope(ground, PersonGround.As(RegistryRole.Analyst, $"/{ground.Registry.RootId}/"));
        var register = scope.ServiceProvider.GetRequiredService<MemberRegister>();
        var found = await register.FindAsync(new MemberFilter());
        Assert.Equal([ground.Member, second], register.Page(found, new MemberFilter(), 0, 10));
        var row = (await register.RowsAsync([ground.Member]))[0];
        Assert.Equal(($"№ {ground.Member}", null, null), (row.FullName, row.BirthDate, row.Ticket));
        var surname = (string)ground.OnCard[PersonTab.Surname];
        foreach (var query in new[] { surname, (string)ground.OnCard[ContactsTab.Email], (string)ground.OnCard[ContactsTab.Phone], TicketNumber.Format(PersonGround.Ticket) })
            Assert.Equal(0, (await register.FindAsync(new MemberFilter { Query = query })).Count);
        Assert.Equal(1, (await register.FindAsync(new MemberFilter { Query = $"№ {ground.Member}" })).Count);
        Assert.DoesNotContain(await scope.ServiceProvider.GetRequiredService<GlobalSearchIndex>().FindAsync(surname, ground.School, default), h => h.Href.StartsWith("members/", StringComparison.Ordinal));

        // The same question from somebody who may ask it, and then again from the one who may not.
        await using var other = Scope(ground, PersonGround.As(RegistryRole.PersonalAnalyst, $"/{ground.Registry.RootId}/"));
        Assert.Equal(1, (await other.ServiceProvider.GetRequiredService<MemberRegister>().FindAsync(new MemberFilter { Query = surname })).Count);
        Assert.Equal(0, (await register.FindAsync(new MemberFilter { Query = surname })).Count);
    }

    private static IEnumerable<string> Addresses(PersonGround ground)
    {
        foreach (var template in EveryPage.Templates)
        {
            var id = template.StartsWith("/members", StringComparison.Ordinal) ? ground.Member : ground.School;
            var tabs = template.Contains("TabKey", StringComparison.Ordinal) ? (template.StartsWith("/members", StringComparison.Ordinal) ? Catalogue.Card : Catalogue.Passport).Tabs.Select(t => t.Key) : [""];
            foreach (var tab in tabs)
                yield return EveryPage.Address(template, name => name == "TabKey" ? tab : id.ToString(System.Globalization.CultureInfo.InvariantCulture)) + (template == "/members/new" ? $"?organization={ground.School}" : "");
        }
    }

    private static async Task<List<(string Name, string Text)>> ExportsAsync(PersonGround ground, Actor actor)
    {
        await using var scope = Scope(ground, actor);
        var (export, report) = (scope.ServiceProvider.GetRequiredService<MemberExport>(), scope.ServiceProvider.GetRequiredService<CompletenessReport>());
        using var csv = new MemoryStream();
        Assert.Equal(1, await export.WriteCsvAsync([ground.Member], csv));
        using var excel = new MemoryStream();
        await export.WriteExcelAsync([ground.Member], excel);
        using var completeness = new MemoryStream();
        await report.WriteAsync(new OrganizationFilter(), completeness);
        var rows = await scope.ServiceProvider.GetRequiredService<OrganizationList>().PageAsync(new OrganizationFilter(), 0, 10);
        return [("members.csv", Encoding.UTF8.GetString(csv.ToArray())), ("members.xlsx", Unzipped(excel)), ("report.xlsx", Unzipped(completeness)), ("organizations", string.Join('\n', rows))];
    }

    private static string Unzipped(MemoryStream file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.ToArray()));
        return string.Concat(zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return WebUtility.HtmlDecode(reader.ReadToEnd());
        }));
    }

    private static void AssertNothingOf(PersonGround ground, string text, string where) =>
        Assert.All(ground.Traces, trace => Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"«{trace}» is shown at {where}"));

    private static AsyncServiceScope Scope(PersonGround ground, Actor actor) => ground.Registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(actor);
}
