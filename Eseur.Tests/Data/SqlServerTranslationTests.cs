using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Data.SqlServer;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Live;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Data;

/// <summary>What can be known of the second provider without a server: that questions are put in its language, and how.</summary>
public sealed class SqlServerTranslationTests : IAsyncLifetime
{
    private readonly WebApplication app = RegistryHost.Build(["--Database:Provider", "SqlServer", "--ConnectionStrings:Registry", "Server=none", "--environment", "Testing"]);

    [Fact]
    public async Task Filter_EveryCondition_Translates()
    {
        var filter = new OrganizationFilter
        {
            Query = "ёлочка № 7", Under = 5, Levels = [LevelGroup.Primary], Districts = ["Уральский"], Regions = ["77"], Types = ["school"], Lacks = [Catalogue.Passport.Gaps[0]], Status = null,
        };
        await using var context = await OpenAsync();
        var found = filter.Apply(context, "/1/5/", ReferenceBook.Default);
        Assert.Contains("@", found.OrderBy(o => o.Level).ThenBy(o => o.ShortName).ThenBy(o => o.Id).Skip(50).Take(50).Select(o => o.Id).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Chairperson]", ReportRow.From(found).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Counters]", BoardRow.From(context, context.Counters.OrderBy(c => c.Sequence)).ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recount_OfMembers_IsOneStatement()
    {
        await using var context = await OpenAsync();
        var counts = MemberCounts.Of(context.Members).ToQueryString();
        Assert.Contains("GROUP BY", counts, StringComparison.Ordinal);
        Assert.Equal(1, counts.Split("FROM [Members]").Length - 1);
        Assert.Contains("EXISTS", MemberRecount.WithWrongMarks(context.Members).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[ConsentEmail]", ChairpersonConsents.Agreed(context.Organizations).ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BulkRows_OfACard_ReadAsTheServerTakesThem()
    {
        using var context = app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContext();
        var table = new BulkTable(context.Model.FindEntityType(typeof(Member))!);
        var school = Organization.Found(OrganizationLevel.Nation, null, "Профсоюз", "Профсоюз", "77", isLegalEntity: false);
        school = Organization.Found(OrganizationLevel.Primary, Organization.Found(OrganizationLevel.Regional, school, "Регион", "Регион", "77", isLegalEntity: false), "Школа", "Школа", "77", isLegalEntity: false);
        var member = Member.PutOnRecord(school, "Петрова", "Анна", null, new DateOnly(2026, 9, 1), CardSource.Import);
        member.Fill(PersonTab.Employment, Employment.Student);

        using var reader = new EntityReader(table, EntityReader.Getters(table), [member]);

        Assert.True(reader.Read());
        Assert.Equal("Петрова", reader["Surname"]);
        Assert.Equal(DBNull.Value, reader["Patronymic"]);
        Assert.Equal(new DateTime(2026, 9, 1), reader["JoinedOn"]);
        Assert.Equal((byte)2, reader["Employment"]);
        Assert.Equal((byte)2, reader["Source"]);
        Assert.Equal(false, reader["HasPlastic"]);
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task Filter_BeginningOfInn_IsBoundedByDigitsAlone()
    {
        // A language's collation puts ':' before digits: a range that ends with it would hold no code at all.
        await using var context = await OpenAsync();
        var asked = OrganizationFilter.Search(context.Organizations, "770708").ToQueryString();
        Assert.Contains("'770708999999'", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("770708:", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_EveryTraitKnown_AreAskedForInOneQueryOfLookups()
    {
        await using var context = await OpenAsync();
        var asked = DuplicateSearch.Cards(context, new PersonTraits("Петрова", "Анна", "Ивановна", new DateOnly(1985, 3, 14), "+79120000001", "anna@school.example")).ToQueryString();
        Assert.Equal(4, asked.Split("UNION ALL").Length);
    }

    [Fact]
    public async Task Mailings_RecipientsAndFigures_AreOneStatementEach()
    {
        await using var context = await OpenAsync();
        var letters = context.Letters.Where(l => l.MailingId == 5);
        Assert.Contains("LEFT JOIN", KnownPerson.Chairpersons(context.Organizations).OrderBy(p => p.Level).ThenBy(p => p.OrganizationId).ThenBy(p => p.Id).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Until]", KnownPerson.Activists(context.Organizations, context.Set<Activist>(), new DateOnly(2026, 11, 22)).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[ConsentOn]", KnownPerson.Members(context, [1, 2]).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY", MailingFigures.ByState(letters).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY", MailingFigures.ByDomain(letters).Take(20).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY", MailingFigures.ByReason(letters).Take(20).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY [l].[RecipientKind]", MailingRecipients.Shown(letters, 50, 50).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("COUNT(CASE", MailingFigures.Counted(letters, DateTime.UtcNow, DateTime.UtcNow).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("NOT EXISTS", MailingStarter.Done(context).ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BulkRows_OfALetter_AreNumberedByTheServer()
    {
        using var context = app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContext();
        var table = BulkTable.WithoutKeys(context.Model.FindEntityType(typeof(Letter))!);
        var letter = Letter.To(new Recipient(RecipientKind.Chairperson, 7, 3, LevelGroup.Primary, "Петрова Анна", "anna@School.example", Obstacle.None), LetterKind.Mailing, new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc), mailingId: 5);

        using var reader = new EntityReader(table, EntityReader.Getters(table), [letter]);

        Assert.True(reader.Read());
        Assert.DoesNotContain(table.Columns, c => c.Name == nameof(Letter.Id));
        Assert.Equal((letter.Key, 5, "school.example", (byte)2), (reader["Key"], reader["MailingId"], reader["Domain"], reader["Priority"]));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    private Task<RegistryContext> OpenAsync() => app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
}
