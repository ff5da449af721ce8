using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Shared;
using Eseur.Domain.Changes;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Demo;

public sealed class DemoLoaderTests
{
    [Fact]
    public async Task Load_Small_CountersAreThoseOfThePlanAndOfARecount()
    {
        await using var registry = await LoadAsync();
        var plan = DemoPlan.Build(DemoScale.Small, 1);

        await using var context = await registry.OpenAsync();
        var missing = await context.Organizations.Where(o => o.Level != OrganizationLevel.Nation).OrderBy(o => o.Id).Select(o => o.Counter.Missing).ToListAsync();
        Assert.Equal(plan.Missing, missing);
        Assert.Empty(await registry.App.Services.GetRequiredService<Recount>().RunAsync().ToListAsync());
        Assert.Equal(DemoScale.Small.Of(19_835), await context.Organizations.SelectMany(o => o.Chairpersons).CountAsync(c => c.LeftOn == null && c.ConsentEmail == true));
    }

    [Fact]
    public async Task Load_Small_EveryValueIsOneThatTheFormAccepts()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var organizations = await context.Organizations.AsNoTracking().WithPassport().ToListAsync();

        foreach (var organization in organizations)
        {
            Assert.All(Catalogue.Passport.Tabs.SelectMany(t => t.Fields), f => Assert.Equal(f.Read(organization), f.Parse(f.Text(organization), ReferenceBook.Default).Value));
            foreach (var (set, row) in Catalogue.Passport.RowSets.SelectMany(s => s.Rows(organization).Select(r => (s, r))))
            {
                Assert.All(set.Fields, f => Assert.Equal(f.Read(row), f.Parse(f.Text(row), ReferenceBook.Default).Value));
                Assert.Null(set.Check(row));
            }
        }
        Assert.Equal(organizations.Count, organizations.Select(o => o.InstitutionInn ?? "none " + o.Id).Distinct().Count());
    }

    [Fact]
    public async Task Load_Small_TrendsEndInTodaysFiguresAndHistoriesInToday()
    {
        await using var registry = await LoadAsync();
        await registry.CatchUpAsync();
        await using var context = await registry.OpenAsync();
        var today = TimeProvider.System.MoscowToday();

        var snapshots = await context.Snapshots.AsNoTracking().ToListAsync();
        var superiors = registry.Board.Superiors();
        Assert.Equal(superiors.Count * DemoHistory.Days, snapshots.Count);
        foreach (var superior in superiors)
        {
            var last = snapshots.Single(s => s.OrganizationId == superior.Id && s.Day == today);
            Assert.Equal(superior.Figures.MissingByBit(), last.Missing);
            Assert.Equal(superior.Figures.ApplicableByBit(), last.Applicable);
        }
        var nation = snapshots.Where(s => s.OrganizationId == registry.Board.RootId).OrderBy(s => s.Day).ToList();
        Assert.True(nation[0].Missing.Sum() > nation[^1].Missing.Sum());

        var last0 = await context.Changes.Where(c => c.OrganizationId != null && c.Subject == ChangeSubject.Organization).GroupBy(c => c.OrganizationId).Select(g => new { g.Key, Count = g.Count(), Version = g.Max(c => c.Version) }).ToDictionaryAsync(g => g.Key!.Value);
        Assert.All(await context.Organizations.AsNoTracking().Include(o => o.Counter).ToListAsync(), o => Assert.Equal((o.Version, o.Version), (last0[o.Id].Count, last0[o.Id].Version)));
        Assert.All(await context.Changes.Where(c => context.Organizations.Any(o => o.Id == c.OrganizationId && o.Version == c.Version)).Join(context.Counters, c => c.OrganizationId, c => c.OrganizationId, (change, counter) => new { Change = change.Missing, counter.Missing }).ToListAsync(),
            pair => Assert.Equal(pair.Missing, pair.Change));
        Assert.True(await context.Changes.SelectMany(c => c.Lines).AnyAsync());
    }

    [Fact]
    public async Task Load_SameSeedTwice_WritesTheSamePassports()
    {
        await using var one = await LoadAsync();
        await using var two = await LoadAsync();

        Assert.Equal(await PassportsAsync(one), await PassportsAsync(two));
    }

    [Fact]
    public async Task Load_RegistryNotEmpty_IsRefusedWithAdvice()
    {
        await using var registry = await LoadAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1));
        Assert.Contains("ConnectionStrings:Registry", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterLoad_GoesOnFromTheLoadedIdentifiers()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var region = await context.Organizations.WithPassport().FirstAsync(o => o.Level == OrganizationLevel.Regional);
        var ids = await context.Organizations.MaxAsync(o => o.Id);

        context.Add(Organization.Found(OrganizationLevel.Territorial, region, "Новая", "Новая", "16", isLegalEntity: false));
        await context.SaveChangesAsync();

        Assert.Equal(ids + 1, await context.Organizations.MaxAsync(o => o.Id));
    }

    [Fact]
    public async Task Load_SameSeedTwice_WritesTheSameCards()
    {
        await using var one = await LoadAsync();
        await using var two = await LoadAsync();

        Assert.Equal(await CardsAsync(one), await CardsAsync(two));
    }

    [Fact]
    public async Task Load_Small_EveryCardIsOneThatTheFormAccepts()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var members = await context.Members.AsNoTracking().WithCard().ToListAsync();

        foreach (var member in members)
        {
            Assert.All(Catalogue.Card.Fields, f => Assert.Equal(f.Read(member), f.Parse(f.Text(member), ReferenceBook.Default).Value));
            Assert.Equal(NameKeys.Of(member.FullName), member.NameKey);
            Assert.True(member.OnRecordSince <= (member.OffRecordOn ?? DemoPassports.AsOf));
            Assert.Equal(member.Tickets.Any(t => t.IsValid && t.IsPlastic), member.HasPlastic);
        }
        Assert.Equal(25_920, members.Count(m => m.IsOnRecord));
        Assert.InRange(members.Count(m => !m.IsOnRecord), 40, 130);
        Assert.InRange(members.Count(m => m.Memberships.Count > 0) / (double)members.Count, 0.02, 0.05);
        var tickets = members.SelectMany(m => m.Tickets).ToList();
        Assert.Equal(Enum.GetValues<TicketState>(), tickets.Select(t => t.State).Distinct().Order());
        Assert.All(tickets, t => Assert.Equal(t.Number, TicketNumber.Parse(TicketNumber.Format(t.Number))));
    }

    [Fact]
    public async Task Load_Small_CardsLackWhatThePlanSays()
    {
        await using var registry = await LoadAsync();
        await registry.CatchUpAsync();
        Assert.True(registry.Board.TryRead(registry.Board.RootId, out var nation));

        foreach (var row in NationalFigures.Published.CardGaps.Where(g => g.Gap.Field != PersonTab.Employment))
            Assert.Equal(DemoScale.Small.Of(row.Missing), nation.Figures.Of(row.Gap).Part);
        foreach (var (employment, row) in new[] { Employment.Worker, Employment.Student, Employment.Pensioner }.Zip(NationalFigures.Published.Members.ByEmployment))
        {
            Assert.Equal(DemoScale.Small.Of(row.Count), nation.Members.Count(employment));
            Assert.Equal(DemoScale.Small.Of(row.Men), nation.Members.Count(Measures.Of(employment, Sex.Man)));
        }
        Assert.Equal(DemoScale.Small.Of(1_695_495), nation.Members.Count(Measures.Plastic));
        Assert.Equal(DemoScale.Small.Of(67_079), nation.Members.Count(Measures.Virtual));
        Assert.Equal(DemoScale.Small.Of(303_559), nation.Members.Count(Measures.Bonus));
        Assert.Empty(await registry.App.Services.GetRequiredService<MemberRecount>().RunAsync().ToListAsync());
    }

    [Fact]
    public async Task Load_Small_RepeatedCardsAreThoseOfThePlan()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var members = await context.Members.AsNoTracking().ToDictionaryAsync(m => m.Id);
        var planned = DemoPlan.Build(DemoScale.Small, 1).Duplicates.All;

        Assert.InRange(planned.Count, 40, 65);
        Assert.Equal(Enum.GetValues<DuplicateKind>(), planned.Select(d => d.Kind).Distinct().Order());
        Assert.All(planned, d => Assert.True(Repeats(members[d.Card], members[d.Of], d.Kind), $"{d.Card} is no {d.Kind} of {d.Of}."));
        Assert.Contains(planned, d => members[d.Card].OrganizationId != members[d.Of].OrganizationId);
    }

    [Fact]
    public async Task Load_BrokenOff_LeavesAnEmptyRegistryThatLoadsAnew()
    {
        await using var registry = await TestRegistry.StartEmptyAsync();
        await using (var context = await registry.OpenAsync())
        {
            // The last organisation cannot be written: all but the end of the load has been by then.
            await context.Database.ExecuteSqlRawAsync("CREATE TRIGGER Breaks BEFORE INSERT ON Organizations WHEN NEW.Id = 700 BEGIN SELECT RAISE(ABORT, 'no room'); END");
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1));
            Assert.False(await context.Organizations.AnyAsync());
            Assert.False(await context.Members.AnyAsync());
            await context.Database.ExecuteSqlRawAsync("DROP TRIGGER Breaks");
        }
        Assert.Equal(await IndexesAsync(registry), await IndexesAsync(await TestRegistry.StartEmptyAsync()));

        await registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1);

        Assert.Equal(await IndexesAsync(registry), await IndexesAsync(await TestRegistry.StartEmptyAsync()));
        await using var after = await registry.OpenAsync();
        Assert.Empty(await after.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync());
        Assert.Equal(["wal"], await after.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync());
    }

    [Fact]
    public async Task Load_Values_AreStoredInTheFormsOfASave()
    {
        await using var registry = await LoadAsync();
        await using var context = await registry.OpenAsync();
        var organization = await context.Organizations.WithPassport().FirstAsync(o => o.DuesRate != null && o.ConfirmedAt != null && o.FoundedOn != null);
        var member = await context.Members.WithCard().FirstAsync(m => m.BirthDate != null && m.Employment != null && m.Phone != null && m.HasPlastic);
        var before = await StoredAsync();

        context.Entry(organization).State = EntityState.Modified;
        context.Entry(member).State = EntityState.Modified;
        await context.SaveChangesAsync();

        Assert.Equal(before, await StoredAsync());

        async Task<List<string>> StoredAsync() => [.. await QuotedAsync<Organization>(organization.Id), .. await QuotedAsync<Member>(member.Id)];

        // Every column but the version, which a save moves on.
        async Task<string[]> QuotedAsync<TEntity>(int id)
        {
            var table = context.Model.FindEntityType(typeof(TEntity))!;
            var columns = table.GetProperties().Select(p => p.GetColumnName()).Where(c => c != "Version").Order(StringComparer.Ordinal);
            var query = $"SELECT {string.Join(" || ';' || ", columns.Select(c => $"'{c} ' || quote(\"{c}\")"))} AS Value FROM {table.GetTableName()} WHERE Id = {{0}}";
            return (await context.Database.SqlQueryRaw<string>(query, id).SingleAsync()).Split(';');
        }
    }

    private static bool Repeats(Member card, Member of, DuplicateKind kind) => kind switch
    {
        DuplicateKind.Words => card.NameKey == of.NameKey && card.FullName != of.FullName,
        DuplicateKind.Yo => card.NameKey == of.NameKey && of.FullName.Replace('ё', 'е').Replace('Ё', 'Е') == card.FullName && card.FullName != of.FullName,
        DuplicateKind.Surname => card.Surname != of.Surname && (card.Name, card.Patronymic, card.BirthDate) == (of.Name, of.Patronymic, of.BirthDate),
        DuplicateKind.Slip => card.Surname != of.Surname && card.Surname[0] == of.Surname[0] && (card.Name, card.Patronymic, card.BirthDate) == (of.Name, of.Patronymic, of.BirthDate),
        DuplicateKind.Phone => card.Phone is not null && card.Phone == of.Phone && card.FullName != of.FullName,
        _ => card.Email is not null && card.Email == of.Email && card.FullName != of.FullName,
    };

    private static async Task<List<string>> IndexesAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").ToListAsync();
    }

    private static async Task<List<string>> CardsAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        var members = await context.Members.AsNoTracking().Include(m => m.Tickets).OrderBy(m => m.Id).ToListAsync();
        return [.. members.Select(m => string.Join('|', Catalogue.Card.Fields.Select(f => f.Text(m)).Append(m.OrganizationId.ToString()).Concat(m.Tickets.Select(t => $"{t.Number} {t.State} {t.OrderedOn:O}"))))];
    }

    private static async Task<TestRegistry> LoadAsync()
    {
        var registry = await TestRegistry.StartEmptyAsync();
        await registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1);
        return registry;
    }

    private static async Task<List<string>> PassportsAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        var organizations = await context.Organizations.AsNoTracking().WithPassport().OrderBy(o => o.Id).ToListAsync();
        return [.. organizations.Select(o => string.Join('|', Catalogue.Passport.Tabs.SelectMany(t => t.Fields).Select(f => f.Text(o))
            .Concat(Catalogue.Passport.RowSets.SelectMany(s => s.Rows(o).SelectMany(r => s.Fields.Select(f => f.Text(r))))).Prepend(o.FullName)))];
    }
}
