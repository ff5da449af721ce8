using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Features.Members.Register;
using Microsoft.EntityFrameworkCore;
using MemberFilter = Eseur.Admin.Features.Members.Register.MemberFilter;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>What will arrive, before anything is sent.</summary>
public sealed class MailingForecastTests : IAsyncLifetime
{
    private MailingGround ground = null!;

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Forecast_OfChairpersons_IsTheTruthByLevelAndObstacle()
    {
        var table = await CountAsync(ground.Apparatus, ground.Region, new MailingAudience());

        foreach (var (_, obstacle) in MailingGround.Truth)
            Assert.Equal(1, table.Count(LevelGroup.Primary, obstacle));
        Assert.Equal((1, 1, 0), (table.Count(LevelGroup.Regional, Obstacle.None), table.Count(LevelGroup.Territorial, Obstacle.None), table.Count(LevelGroup.Okrug, null)));
        Assert.Equal((3, 9), (table.WillArrive.Part, table.WillArrive.Whole));
        Assert.Equal([LevelGroup.Regional, LevelGroup.Territorial, LevelGroup.Primary], table.Levels);
    }

    [Fact]
    public async Task List_BehindEveryNumber_HasAsManyLines()
    {
        var table = await CountAsync(ground.Apparatus, ground.Region, new MailingAudience());
        foreach (var level in table.Levels)
        {
            foreach (var obstacle in table.Found.Append(Obstacle.None))
            {
                var rows = await PageAsync(ground.Apparatus, new RecipientFilter(level, obstacle));
                Assert.Equal(table.Count(level, obstacle), rows.Count);
                Assert.All(rows, r => Assert.Equal((level, obstacle), (r.Level, r.Obstacle)));
            }
        }
        var bad = Assert.Single(await PageAsync(ground.Apparatus, new RecipientFilter(null, Obstacle.BadAddress)));
        Assert.Equal(("школа@", $"organizations/{ground.Schools[3]}/passport/chairperson?field=chair-email"), (bad.Address, bad.Link));
    }

    [Fact]
    public async Task List_PageByPage_RepeatsAndLeavesOutNobody()
    {
        var all = await PageAsync(ground.Apparatus, new RecipientFilter());
        var pages = new List<RecipientRow>();
        for (var skip = 0; skip < all.Count; skip += 4)
            pages.AddRange(await ground.Service<MailingRecipients>(ground.Apparatus).PageAsync(new MailingAudience(), LetterChannel.Email, ground.Region, new RecipientFilter(), skip, 4));
        Assert.Equal(all.Select(r => r.OrganizationId), pages.Select(r => r.OrganizationId));
    }

    [Fact]
    public async Task Forecast_OfAChairperson_ReachesOnlyTheirOwnOrganization()
    {
        Assert.Equal(1, (await CountAsync(ground.Chairperson, ground.Schools[0], new MailingAudience())).WillArrive.Whole);
        Assert.Equal(0, (await CountAsync(ground.Chairperson, ground.Region, new MailingAudience())).WillArrive.Whole);
        var ofTerritory = new Actor("Председатель", 77, Scope.Of([new Reach(RegistryRole.Chairperson, $"/{ground.Registry.RootId}/{ground.Region}/{ground.Territory}/", null)]));
        Assert.Equal(1, (await CountAsync(ofTerritory, ground.Territory, new MailingAudience())).WillArrive.Whole);
    }

    [Fact]
    public async Task Forecast_OfReadersAndOutside_IsOfNobody()
    {
        var analyst = await ground.HireAsync("analyst@region.example", RegistryRole.PersonalAnalyst, ground.Region);
        Assert.Equal(0, (await CountAsync(analyst, ground.Region, new MailingAudience())).WillArrive.Whole);
        Assert.Equal(0, (await CountAsync(ground.Apparatus, ground.Region, new MailingAudience { Organizations = new OrganizationFilter { Under = ground.Beside } })).WillArrive.Whole);
        Assert.Equal(0, (await CountAsync(ground.Apparatus, ground.Beside, new MailingAudience())).WillArrive.Whole);
        // In the name of the district: what is beside and above it is none of its business.
        Assert.Equal(8, (await CountAsync(ground.Apparatus, ground.Territory, new MailingAudience())).WillArrive.Whole);
    }

    [Fact]
    public async Task Forecast_TwoWithoutAnEnd_WritesToTheOneThatThePassportNames()
    {
        var school = ground.Schools[0];
        await using (var context = await ground.Registry.OpenAsync())
        {
            await context.Database.ExecuteSqlAsync($"INSERT INTO Chairperson (OrganizationId, Name, Email, ConsentEmail, ElectedOn) VALUES ({school}, 'Прежняя', 'former@school.example', 1, '2019-01-01')");
            await context.Database.ExecuteSqlAsync($"INSERT INTO Chairperson (OrganizationId, Name, Email, ConsentEmail) VALUES ({school}, 'Без дня', 'dayless@school.example', 1)");
        }
        var row = Assert.Single(await PageAsync(ground.Apparatus, new RecipientFilter(), new MailingAudience { Organizations = new OrganizationFilter { Under = school } }));
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.Equal((await fresh.Organizations.WithPassport().SingleAsync(o => o.Id == school)).CurrentChairperson!.Id, row.Id);
    }

    [Fact]
    public async Task Mailboxes_WithoutAnybodysConsent_AreWrittenTo()
    {
        await ground.Registry.ChangeAsync(ground.Schools[1], o => o.Fill(AddressesTab.Email, "school2@example.org"));
        var table = await CountAsync(ground.Apparatus, ground.Region, new MailingAudience { To = RecipientKind.Organization });
        Assert.Equal((1, 8), (table.Count(null, Obstacle.None), table.Count(null, Obstacle.NoAddress)));
    }

    [Fact]
    public async Task Activists_WithTwoDutiesAndFormer_GetOneLetterAndNone()
    {
        await ground.Registry.ChangeAsync(ground.Schools[0], o =>
        {
            foreach (var (role, until) in new[] { ("deputy", (DateOnly?)null), ("commission-chair", null), ("secretary", new DateOnly(2020, 1, 1)) })
            {
                var row = (Activist)ActivistsTab.Activists.Blank();
                row.Fill(ActivistsTab.Name, "Сидорова Вера");
                row.Fill(ActivistsTab.Role, role);
                row.Fill(ActivistsTab.Email, until is null ? "vera@school.example" : "before@school.example");
                row.Fill(ActivistsTab.ConsentEmail, true);
                row.Fill(ActivistsTab.Until, until);
                ActivistsTab.Activists.Attach(o, row, new DateOnly(2026, 11, 1));
            }
        });
        var all = new MailingAudience { To = RecipientKind.Activist };
        Assert.Equal(1, (await CountAsync(ground.Apparatus, ground.Region, all)).WillArrive.Part);
        Assert.Equal(1, (await CountAsync(ground.Apparatus, ground.Region, all with { Roles = ["commission-chair"] })).WillArrive.Part);
        Assert.Equal(0, (await CountAsync(ground.Apparatus, ground.Region, all with { Roles = ["secretary"] })).WillArrive.Whole);
    }

    [Fact]
    public async Task Members_OffRecordAndWithoutConsent_AreNotWrittenTo()
    {
        var consent = new ConsentText("1", new DateOnly(2020, 1, 1), "Текст");
        await PutAsync("Первая", m => { m.GiveConsent(consent, "paper", new DateOnly(2026, 9, 1)); m.Fill(ContactsTab.ConsentEmail, true); });
        await PutAsync("Вторая", m => m.Fill(ContactsTab.ConsentEmail, true));
        await PutAsync("Третья", m => { m.GiveConsent(consent, "paper", new DateOnly(2026, 9, 1)); m.Fill(ContactsTab.ConsentEmail, true); m.TakeOff("own-wish", new DateOnly(2026, 10, 1)); });
        await ground.CatchUpAsync();
        var members = new MailingAudience { To = RecipientKind.Member };

        foreach (var (actor, organization) in new[] { (ground.Apparatus, ground.Region), (ground.Chairperson, ground.Schools[0]) })
        {
            var table = await CountAsync(actor, organization, members);
            Assert.Equal((1, 1, 2), (table.Count(LevelGroup.Primary, Obstacle.None), table.Count(LevelGroup.Primary, Obstacle.NoConsent), table.Count(null, null)));
        }
        Assert.Equal(0, (await CountAsync(ground.Apparatus, ground.Region, members with { Members = new MemberFilter { OnRecord = false } })).WillArrive.Whole);
        Assert.Equal(2, (await CountAsync(ground.Apparatus, ground.Region, members with { Members = new MemberFilter { OnRecord = null } })).WillArrive.Whole);
        Assert.Equal("Первая Мария", Assert.Single(await PageAsync(ground.Apparatus, new RecipientFilter(null, Obstacle.None), members)).Name);
    }

    [Fact]
    public async Task Mailing_Begun_KeepsWhatWasForeseen()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await ground.ElectAsync(ground.Schools[1], Obstacle.None);

        var kept = await ground.LettersAsync(id);
        Assert.Equal((3, 1), (kept.Count(l => l.Forecast == Obstacle.None), kept.Count(l => l is { Level: LevelGroup.Primary, Forecast: Obstacle.NoPerson })));
        Assert.Equal(4, (await CountAsync(ground.Apparatus, ground.Region, new MailingAudience())).WillArrive.Part);
    }

    [Fact]
    public async Task List_ForWhoeverReadsNoPersons_HidesNamesAndAddresses()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        var analyst = await ground.HireAsync("figures@region.example", RegistryRole.Analyst, ground.Region);

        var rows = await ground.Service<MailingRecipients>(analyst).PageAsync(id, new RecipientFilter(null, Obstacle.None), 0, 10);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.Equal(("скрыто", "скрыто"), (r.Name, r.Address)));
        Assert.Contains(await ground.Service<MailingRecipients>(ground.Apparatus).PageAsync(id, new RecipientFilter(), 0, 10), r => r.Name.StartsWith("Петрова", StringComparison.Ordinal));
    }

    private Task<int> PutAsync(string surname, Action<Member> fill) => ground.Registry.PutAsync(ground.Schools[0], surname, "Мария", null, m =>
    {
        m.Fill(ContactsTab.Email, "maria@example.org");
        fill(m);
    });

    private Task<ForecastTable> CountAsync(Actor actor, int organization, MailingAudience audience) => ground.Service<MailingForecast>(actor).CountAsync(audience, LetterChannel.Email, organization);

    private Task<IReadOnlyList<RecipientRow>> PageAsync(Actor actor, RecipientFilter filter, MailingAudience? audience = null) =>
        ground.Service<MailingRecipients>(actor).PageAsync(audience ?? new MailingAudience(), LetterChannel.Email, ground.Region, filter, 0, 100);
}
