using Eseur.Admin.Data;
using Eseur.Admin.Live.Cards;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Live.Cards;

/// <summary>The index against a plain search of the same cards, however they came to be what they are.</summary>
public sealed class MemberIndexTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 9, 1);
    private static readonly string[] Surnames = ["Иванов", "Иванова", "Иванова-Петрова", "Петров", "Ёлкин", "Елкина", "Ли", "Маркова", "Алиев"];
    private static readonly string[] Names = ["Иван", "Мария", "Марина", "Пётр", "Али", "Анна-Мария"];
    private static readonly string?[] Patronymics = [null, "Иванович", "Ивановна", "Петровна", "Али оглы"];
    private static readonly string[] Queries = ["иван", "иванова", "петрова", "мария", "мар", "мария иванова", "иванова мар", "петр иванов иванович", "иванов иван", "мария мария", "ивановна", "елкин", "али оглы алиев", "ё", "а б в г д е ж"];

    private readonly Random random = new(20261121);
    private TestRegistry registry = null!;
    private int[] schools = null!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        schools = new int[6];
        for (var i = 0; i < schools.Length; i++)
            schools[i] = await registry.FoundAsync(OrganizationLevel.Primary, region, $"ППО № {i + 1}");
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Find_AnyConditionsAndOrder_AnswersAsAPlainSearch()
    {
        await AddAsync(400);
        using var index = await LoadedAsync();
        await AgreeAsync(index, 300);
    }

    [Fact]
    public async Task CatchUp_AnySequenceOfSaves_EqualsAFreshIndex()
    {
        await AddAsync(120);
        using var index = await LoadedAsync(mostDrift: 25);
        for (var round = 0; round < 25; round++)
        {
            await ChangeAsync(random.Next(1, 9));
            await AddAsync(random.Next(0, 3));
            Assert.True(await index.CatchUpAsync());
            await AgreeAsync(index, 6);
            if (round % 4 == 3)
                await index.MergeAsync();
            await AgreeAsync(index, 6);
        }
        await AgreeAsync(index, 100);
        Assert.True(index.Current.Drift < 25 + 60, $"{index.Current.Drift} rows were never merged.");
    }

    [Fact]
    public async Task CatchUp_SavesWhileMerging_AreKept()
    {
        await AddAsync(60);
        using var index = await LoadedAsync(mostDrift: 1);
        await ChangeAsync(5);
        await index.CatchUpAsync();

        var merging = index.MergeAsync();
        await ChangeAsync(20);
        await index.CatchUpAsync();
        await merging;

        await AgreeAsync(index, 60);
    }

    [Fact]
    public async Task CatchUp_OnlyTheNameCorrected_IsSeen()
    {
        await AddAsync(3);
        using var index = await LoadedAsync();
        await using (var context = await registry.OpenAsync())
        {
            (await context.Members.WithCard().OrderBy(m => m.Id).FirstAsync()).Fill(PersonTab.Surname, "Щукина");
            await context.SaveChangesAsync();
        }

        await index.CatchUpAsync();

        Assert.Equal(1, index.Find(null, () => new CardConditions { Words = ["ЩУК"] }).Count);
    }

    [Fact]
    public async Task CatchUp_MoreOrganisationsThanAtOnce_TakesThemInTurns()
    {
        await AddAsync(1);
        using var index = await LoadedAsync();
        await using (var context = await registry.OpenAsync())
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE Members SET Surname = 'Щукина'");
            await context.Database.ExecuteSqlRawAsync("UPDATE MemberCounters SET Total = Total");
        }

        while (!await index.CatchUpAsync())
        {
        }

        Assert.Equal(1, index.Find(null, () => new CardConditions { Words = ["ЩУКИНА"] }).Count);
    }

    [Fact]
    public async Task CountBefore_ALetter_IsWhereItsSurnamesBegin()
    {
        await AddAsync(80);
        using var index = await LoadedAsync();
        await ChangeAsync(20);
        await index.CatchUpAsync();
        var found = index.Find(null, () => new CardConditions());
        await using var context = await registry.OpenAsync();
        var surnames = await context.Members.Where(m => m.OffRecordOn == null).Select(m => m.Surname).ToListAsync();
        foreach (var letter in "АЕИЛМПЩ".Select(l => l.ToString()))
            Assert.Equal(surnames.Count(s => string.CompareOrdinal(SearchText.Of(s), letter) < 0), found.CountBefore(letter));
    }

    private async Task<MemberIndex> LoadedAsync(int mostDrift = 20_000)
    {
        var index = new MemberIndex(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), NullLogger<MemberIndex>.Instance) { MostDrift = mostDrift };
        await index.LoadAsync();
        return index;
    }

    private async Task AgreeAsync(MemberIndex index, int questions)
    {
        await using var context = await registry.OpenAsync();
        var members = await context.Members.AsNoTracking().ToListAsync();
        for (var i = 0; i < questions; i++)
        {
            var conditions = RandomConditions(members);
            var (order, descending) = (Pick(Enum.GetValues<CardOrder>()), random.Next(2) == 0);
            var expected = CardModel.Find(members, conditions, order, descending);
            var found = index.Find(null, () => conditions);
            Assert.True(expected.Count == found.Count, $"{conditions} [{string.Join(' ', conditions.Words)}]: {found.Count} instead of {expected.Count}");
            var (skip, take) = (random.Next(expected.Count + 2), random.Next(1, 60));
            Assert.Equal(expected.Skip(skip).Take(take), found.Page(skip, take, order, descending));
        }
    }

    private CardConditions RandomConditions(List<Member> members) => new()
    {
        Words = Rarely(() => SearchText.Words(Pick(Queries)).Distinct().ToArray()) ?? [],
        Ids = random.Next(12) == 0 ? [.. members.Where(_ => random.Next(4) == 0).Select(m => m.Id), 999_999] : null,
        Organizations = Rarely(() => schools.Where(_ => random.Next(3) > 0).ToArray()),
        Employments = Rarely(() => Some<Employment?>(Employment.Worker, Employment.Student, null)) ?? [],
        Sexes = Rarely(() => Some<Sex?>(Sex.Man, Sex.Woman, null)) ?? [],
        DuesForms = Rarely(() => Some("cashless", "cash", "unknown", null)) ?? [],
        Tickets = Rarely(() => Some(TicketHeld.None, TicketHeld.Plastic, TicketHeld.Virtual)) ?? [],
        Bonus = random.Next(6) switch { 0 => true, 1 => false, _ => null },
        OnRecord = random.Next(4) switch { 0 => null, 1 => false, _ => true },
        Lacks = random.Next(3) == 0 ? Pick(Catalogue.Card.Gaps.ToArray()).Mask | Pick(Catalogue.Card.Gaps.ToArray()).Mask : 0,
        BornFrom = random.Next(5) == 0 ? new DateOnly(1950 + random.Next(50), 3, 1) : null,
        BornTo = random.Next(5) == 0 ? new DateOnly(1960 + random.Next(50), 3, 1) : null,
    };

    private async Task AddAsync(int count)
    {
        await using var context = await registry.OpenAsync();
        for (var i = 0; i < count; i++)
        {
            var at = Pick(schools);
            var school = await context.Organizations.SingleAsync(o => o.Id == at);
            var member = Member.PutOnRecord(school, Pick(Surnames), Pick(Names), Pick(Patronymics), Day, CardSource.Import);
            Fill(member);
            context.Add(member);
        }
        await context.SaveChangesAsync();
    }

    /// <summary>Fields, transfers, taking off and putting on again, as people do them.</summary>
    private async Task ChangeAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var context = await registry.OpenAsync();
            var ids = await context.Members.Select(m => m.Id).ToListAsync();
            var id = Pick(ids.ToArray());
            var member = await context.Members.WithCard().SingleAsync(m => m.Id == id);
            var where = Pick(schools);
            var to = await context.Organizations.SingleAsync(o => o.Id == where);
            switch (random.Next(5))
            {
                case 0 when member.IsOnRecord: member.TakeOff("own-wish", Day.AddDays(200)); break;
                case 1 when !member.IsOnRecord: member.Rejoin(to, Day.AddDays(200)); break;
                case 2 or 3 when member.IsOnRecord && member.OrganizationId != to.Id: member.Transfer(to, Day.AddDays(200)); break;
                case 4: member.Fill(PersonTab.Surname, Pick(Surnames)); break;
                default: Fill(member); break;
            }
            await context.SaveChangesAsync();
        }
    }

    private void Fill(Member member)
    {
        member.Fill(PersonTab.Employment, random.Next(3) == 0 ? null : Pick(Enum.GetValues<Employment>()));
        member.Fill(PersonTab.Sex, random.Next(3) == 0 ? null : Pick(Enum.GetValues<Sex>()));
        member.Fill(PersonTab.BirthDate, random.Next(3) == 0 ? null : new DateOnly(1950 + random.Next(50), 3, random.Next(1, 4)));
        member.Fill(RecordTab.JoinedOn, random.Next(3) == 0 ? null : new DateOnly(2010 + random.Next(4), 9, 1));
        member.Fill(RecordTab.DuesForm, Pick<string?>(["cashless", "cash", null]));
        member.Fill(RecordTab.Bonus, Pick<bool?>([true, false, null]));
        member.Fill(WorkTab.Workplace, Pick<string?>(["Школа", null]));
        member.Fill(ContactsTab.Email, Pick<string?>(["a@b.example", null]));
    }

    private T[] Some<T>(params T[] of) => [.. of.Where(_ => random.Next(2) == 0)];

    private T? Rarely<T>(Func<T> make)
        where T : class => random.Next(4) == 0 ? make() : null;

    private T Pick<T>(T[] among) => among[random.Next(among.Length)];
}
