using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Audit;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Tests.Features.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Audit;

public sealed class AuditLogTests : IAsyncLifetime
{
    private RecordDesk desk = null!;
    private int card;

    public async Task InitializeAsync()
    {
        desk = await RecordDesk.OpenAsync();
        card = await desk.KnownAsync(desk.School, "Петрова", "Анна", null);
        await desk.KnownAsync(desk.FarAway, "Громова", "Ольга", null);
    }

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Changes_AuditorOfARegion_SeesOnlyThatSubtree()
    {
        var seen = await AllAsync(Auditor(desk.Region), new AuditFilter());

        Assert.Contains(seen, c => c.Change.MemberId == card);
        Assert.All(seen, c => Assert.StartsWith(desk.Registry.Board.SubtreePath(desk.Region)!, desk.Registry.Board.SubtreePath(c.Change.OrganizationId), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_ReaderOfAllWhoAuditsARegion_SeesOnlyTheRegion()
    {
        var both = new Actor("Нина", 9, Scope.Of([new Reach(RegistryRole.Apparatus, "/1/", null), .. Auditor(desk.Region).Scope.Reaches]));

        Assert.Equal((await AllAsync(Auditor(desk.Region), new AuditFilter())).Select(c => c.Change.Id), (await AllAsync(both, new AuditFilter())).Select(c => c.Change.Id));
        Assert.Empty(await AllAsync(desk.ChairOf(desk.School), new AuditFilter()));
    }

    [Fact]
    public async Task Changes_AuditorOfTheUnion_SeesWhatBelongsToNoOrganisation()
    {
        Assert.Contains(await AllAsync(Auditor(desk.Registry.RootId), new AuditFilter()), c => c.Change.Subject == ChangeSubject.Reference);
        Assert.DoesNotContain(await AllAsync(Auditor(desk.Region), new AuditFilter()), c => c.Change.OrganizationId is null);
    }

    [Fact]
    public async Task Changes_PageByPage_AreAllOfThemOnceNewestFirst()
    {
        var auditor = Auditor(desk.Registry.RootId);
        var whole = await AllAsync(auditor, new AuditFilter());
        var paged = new List<long>();
        for (AuditFilter? next = new(); next is not null;)
        {
            var page = await Log(auditor).ChangesAsync(next, 2);
            paged.AddRange(page.Lines.Select(l => l.Change.Id));
            next = page.Next is { } before ? AuditFilter.Parse(new AuditFilter { Before = before }.ToQueryString()) : null;
        }

        Assert.Equal(whole.Select(c => c.Change.Id), paged);
        Assert.Equal(whole.OrderByDescending(c => c.Change.At).ThenByDescending(c => c.Change.Id).Select(c => c.Change.Id), paged);
    }

    [Fact]
    public async Task Changes_Filtered_AreThoseMeant()
    {
        var auditor = Auditor(desk.Registry.RootId);

        Assert.Equal([card], (await AllAsync(auditor, new AuditFilter { Card = card })).Select(c => c.Change.MemberId!.Value));
        Assert.Equal([card], (await AllAsync(auditor, new AuditFilter { Text = "ПЕТРОВА" })).Select(c => c.Change.MemberId!.Value));
        Assert.Equal([card], (await AllAsync(auditor, new AuditFilter { Under = desk.School, Subject = ChangeSubject.Card })).Select(c => c.Change.MemberId!.Value));
        Assert.Empty(await AllAsync(auditor, new AuditFilter { To = new DateOnly(2020, 1, 1) }));
        Assert.Empty(await AllAsync(auditor, new AuditFilter { Actor = "никто такой" }));
        Assert.NotEmpty(await AllAsync(auditor, new AuditFilter { Actor = "провер" }));
        Assert.Empty(await AllAsync(auditor, new AuditFilter { Address = "10." }));
        Assert.Empty(await AllAsync(auditor, new AuditFilter { Under = 999 }));
    }

    [Fact]
    public async Task Changes_Told_NameFieldsAndPlaces()
    {
        var told = Assert.Single(await AllAsync(Auditor(desk.Registry.RootId), new AuditFilter { Card = card }));

        Assert.Equal(($"Карточка № {card}", "ППО школы № 1"), (told.About, told.Organization));
        Assert.Contains(told.Lines, l => l is { Label: "Фамилия", Was: null, Became: "Петрова" });
        Assert.Contains(told.Lines, l => l is { Label: "Первичная организация", Became: "ППО школы № 1" });
    }

    [Fact]
    public async Task Grant_Told_NamesWhoseAndWhere()
    {
        await desk.Registry.HireAsync("a@b.ru", "Белова Ирина", "long-password-1", RegistryRole.Auditor, desk.Region);

        var told = Assert.Single(await AllAsync(Auditor(desk.Registry.RootId), new AuditFilter { Subject = ChangeSubject.Grant }));

        Assert.Equal("Доступ: Белова Ирина", told.About);
        Assert.Contains(told.Lines, l => l is { Label: "Кому", Became: "Белова Ирина" });
        Assert.Contains(told.Lines, l => l is { Label: "Организация", Became: "Тверская областная организация" });
        Assert.Contains(told.Lines, l => l is { Label: "Роль", Became: "Аудитор" });
    }

    [Fact]
    public async Task Readings_Filtered_AreThoseMeant()
    {
        await using (var context = await desk.Registry.OpenAsync())
        {
            context.AddRange(
                new Reading(ReadingKind.Card, "Анна", null, "10.0.0.7", DateTime.UtcNow, card, desk.School, 1, "Карточка"),
                new Reading(ReadingKind.Search, "Ольга", null, "10.0.1.8", DateTime.UtcNow, null, desk.FarAway, 12, null));
            await context.SaveChangesAsync();
        }
        Assert.Equal(["Ольга", "Анна"], await WhoAsync(Auditor(desk.Registry.RootId), new AuditFilter { IsReadings = true }));
        Assert.Equal(["Анна"], await WhoAsync(Auditor(desk.Region), new AuditFilter { IsReadings = true }));
        Assert.Equal(["Анна"], await WhoAsync(Auditor(desk.Registry.RootId), new AuditFilter { IsReadings = true, Card = card }));
        Assert.Equal(["Ольга"], await WhoAsync(Auditor(desk.Registry.RootId), new AuditFilter { IsReadings = true, Kind = ReadingKind.Search }));
        Assert.Equal(["Ольга"], await WhoAsync(Auditor(desk.Registry.RootId), new AuditFilter { IsReadings = true, Address = "10.0.1" }));
        Assert.Empty(await WhoAsync(desk.ChairOf(desk.School), new AuditFilter { IsReadings = true }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?face=readings&kind=export&before=638999-12")]
    [InlineData("?from=2026-11-01&to=2026-11-22&actor=%D0%90&subject=grant&under=3&card=9&address=10.0&text=%D0%B1")]
    public void Filter_QueryString_IsReadAndWrittenTheSame(string query) => Assert.Equal(query, AuditFilter.Parse(query).ToQueryString());

    [Theory]
    [InlineData("?from=31.12.2026&subject=everything&card=-1&under=x&before=9999999999999999999-1&kind=7&face=x")]
    [InlineData("?before=1-&from=0001-01-01&card=99999999999")]
    public void Filter_Nonsense_IsLeftOut(string query) => Assert.Equal("", AuditFilter.Parse(query).ToQueryString());

    private Actor Auditor(int organization) => new("Белова", 7, Scope.Of([new Reach(RegistryRole.Auditor, desk.Registry.Board.SubtreePath(organization)!, null)]));

    private AuditLog Log(Actor actor)
    {
        var app = desk.Registry.App.Services;
        var contexts = app.GetRequiredService<IDbContextFactory<RegistryContext>>();
        return new AuditLog(new RegistryDatabase(contexts, new FixedActor(actor)), contexts, app.GetRequiredService<ReferenceStore>(), desk.Registry.Board, TimeProvider.System);
    }

    private async Task<IReadOnlyList<ToldChange>> AllAsync(Actor actor, AuditFilter filter) => (await Log(actor).ChangesAsync(filter, 100)).Lines;

    private async Task<IEnumerable<string>> WhoAsync(Actor actor, AuditFilter filter) => (await Log(actor).ReadingsAsync(filter, 100)).Lines.Select(l => l.Reading.Actor);
}
