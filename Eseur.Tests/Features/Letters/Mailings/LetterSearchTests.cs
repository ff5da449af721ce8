using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>Letters found by words; what may not be read is not found by either.</summary>
public sealed class LetterSearchTests : IAsyncLifetime
{
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        var school = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.Territory, "ППО гимназии № 9");
        await ground.Registry.ChangeAsync(school, o =>
        {
            var chair = (Chairperson)ChairpersonTab.Chairpersons.Blank();
            chair.Fill(ChairpersonTab.Name, "Берёзкина-Ёлкина Алёна");
            ChairpersonTab.Email.Write(chair, "Beryozkina.A@Gymnasium.example");
            chair.Fill(ChairpersonTab.ConsentEmail, true);
            ChairpersonTab.Chairpersons.Attach(o, chair, new DateOnly(2026, 9, 1));
        });
        await ground.CatchUpAsync();
        id = await ground.SentAsync(ground.Apparatus, ground.Region);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Theory]
    [InlineData("гимназии 9")]
    [InlineData("березкина")]
    [InlineData("ЁЛКИНА")]
    [InlineData("елкина алёна")]
    [InlineData("резк")]
    [InlineData("beryozkina.a@gymnasium")]
    [InlineData("гимназии берёзкина gymnasium.EXAMPLE")]
    public async Task Page_ByWordsOfAny_FindsTheOneLetter(string query) =>
        Assert.Equal("Берёзкина-Ёлкина Алёна", Assert.Single(await FindAsync(ground.Apparatus, id, query)).Name);

    [Theory]
    [InlineData("берёзкина школы")]
    [InlineData("gymnasion")]
    [InlineData("никтошина")]
    public async Task Page_ByWordsThatDoNotMeet_FindsNone(string query) => Assert.Empty(await FindAsync(ground.Apparatus, id, query));

    [Fact]
    public async Task Page_ByAnAnalystWithoutPersons_IsFoundByTheOrganisationOnly()
    {
        var analyst = await ground.HireAsync("analyst@region.example", RegistryRole.Analyst, ground.Region);

        Assert.Empty(await FindAsync(analyst, id, "берёзкина"));
        Assert.Empty(await FindAsync(analyst, id, "gymnasium"));
        Assert.Equal("скрыто", Assert.Single(await FindAsync(analyst, id, "гимназии")).Name);
        Assert.Equal(0, await ground.Service<MailingRecipients>(analyst).CountAsync(id, new RecipientFilter(), "берёзкина"));
    }

    [Fact]
    public async Task Page_OfMailboxes_IsFoundByTheAddressForAnybodyWhoSeesIt()
    {
        await ground.Registry.ChangeAsync(ground.Schools[0], o => o.Fill(AddressesTab.Email, "school1@town.example"));
        var mailboxes = await ground.SentAsync(ground.Apparatus, ground.Region, new MailingAudience { To = RecipientKind.Organization });
        var analyst = await ground.HireAsync("analyst@region.example", RegistryRole.Analyst, ground.Region);

        Assert.Equal("school1@town.example", Assert.Single(await FindAsync(analyst, mailboxes, "town.example")).Address);
    }

    [Fact]
    public async Task Page_ByTheServersCode_IsThoseThatCameBackWithIt()
    {
        await using (var context = await ground.Registry.OpenAsync())
        {
            var now = DateTime.UtcNow;
            var letters = await context.Letters.Where(l => l.MailingId == id && l.State == LetterState.Queued).OrderBy(l => l.Id).ToListAsync();
            letters[0].MarkBounced("5.1.1", "unknown user", now);
            letters[1].MarkBounced(null, "no", now);
            letters[2].PutOff("5.1.1", "later", now);
            await context.SaveChangesAsync();
        }
        var recipients = ground.Service<MailingRecipients>(ground.Apparatus);

        Assert.Equal(1, await recipients.CountAsync(id, new RecipientFilter(Status: "5.1.1"), null));
        Assert.Equal(1, await recipients.CountAsync(id, new RecipientFilter(Status: RecipientFilter.NoStatus), null));
        Assert.Equal(0, await recipients.CountAsync(id, new RecipientFilter(State: LetterState.Failed, Status: "5.1.1"), null));
    }

    private Task<IReadOnlyList<RecipientRow>> FindAsync(Actor actor, int mailing, string query) =>
        ground.Service<MailingRecipients>(actor).PageAsync(mailing, new RecipientFilter(), 0, 100, query);
}
