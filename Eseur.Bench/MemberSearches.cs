using System.Diagnostics;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Eseur.Bench;

/// <summary>
/// The first page of the register of members with its exact count, for each search and filter it offers and for random
/// combinations, against the same question put to the database: one COUNT and one ORDER BY with LIMIT over the table and its indexes.
/// </summary>
internal static class MemberSearches
{
    private const int Page = 50;
    private const int Rounds = 25;
    private const int Combinations = 300;

    /// <summary>The database takes a second or more for each.</summary>
    private const int Compared = 15;

    public static async Task RunAsync(BenchHost host)
    {
        var services = host.App.Services;
        var contexts = services.GetRequiredService<IDbContextFactory<RegistryContext>>();
        var index = services.GetRequiredService<MemberIndex>();
        await index.Ready;
        await LoadAsync(contexts, services.GetRequiredService<ILogger<MemberIndex>>());

        var register = new MemberRegister(new RegistryDatabase(contexts, new FixedActor(Actor.System("Измерение"))), index, new VisibleBoard(host.Board, new FixedActor(Actor.System("Измерение"))), services.GetRequiredService<OrganizationOrder>(), TimeProvider.System);
        await using var context = await host.OpenAsync();
        var offered = await OfferedAsync(host, context);
        // In rounds: the answer kept for the pages of one list is long given away when its question comes again.
        var seconds = offered.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, (_, filter)) in offered.Index())
                seconds[i].Add(await OursAsync(register, filter));
        }
        foreach (var (i, (what, filter)) in offered.Index())
            Print(what, seconds[i].Skip(1), [await BareAsync(context, host.Board, filter)]);

        var random = new Random(20261121);
        var combinations = Enumerable.Range(0, Combinations).Select(_ => Combined(random, [.. offered.Select(o => o.Filter)])).ToList();
        var ours = new List<double>();
        var processor = Environment.CpuUsage.TotalTime;
        foreach (var filter in combinations)
            ours.Add(await OursAsync(register, filter));
        Figure.Print("Members, the same combinations: a processor's time for each", Figure.Time((Environment.CpuUsage.TotalTime - processor).TotalSeconds / Combinations));
        var bare = new List<double>();
        foreach (var filter in combinations.Take(Compared))
            bare.Add(await BareAsync(context, host.Board, filter));
        Print($"{Combinations} random combinations", ours, bare);
    }

    private static async Task LoadAsync(IDbContextFactory<RegistryContext> contexts, ILogger<MemberIndex> log)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var fresh = new MemberIndex(contexts, log);
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        await fresh.LoadAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        var cards = fresh.Find(null, () => new CardConditions { OnRecord = null }).Count;
        Figure.Print($"Index of {Ru.Number(cards)} cards: time to load, memory it holds", $"{Figure.Time(seconds)} ({Figure.Time(processor.TotalSeconds)} of a processor), {(GC.GetTotalMemory(forceFullCollection: true) - before) / (1L << 20)} MiB");
        GC.KeepAlive(fresh);
    }

    private static async Task<double> OursAsync(MemberRegister register, MemberFilter filter)
    {
        var started = Stopwatch.GetTimestamp();
        var found = await register.FindAsync(filter);
        await register.RowsAsync(register.Page(found, filter, 0, Page));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> BareAsync(RegistryContext context, CompletenessBoard board, MemberFilter filter)
    {
        var started = Stopwatch.GetTimestamp();
        var members = Bare(context, board, filter);
        await members.CountAsync();
        await Ordered(members, filter).Take(Page).Select(m => m.Id).ToListAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static IQueryable<Member> Bare(RegistryContext context, CompletenessBoard board, MemberFilter filter)
    {
        var found = context.Members.AsNoTracking();
        if (filter.OnRecord is { } on)
            found = found.Where(m => (m.OffRecordOn == null) == on);
        if (filter.Under is { } under)
            found = found.Where(m => context.Organizations.InSubtree(board.SubtreePath(under)!).Select(o => o.Id).Contains(m.OrganizationId));
        if (filter.Employments.Count > 0)
            found = found.Where(m => filter.Employments.Contains(m.Employment));
        if (filter.Sexes.Count > 0)
            found = found.Where(m => filter.Sexes.Contains(m.Sex));
        if (filter.DuesForms.Count > 0)
            found = found.Where(m => filter.DuesForms.Contains(m.DuesForm));
        if (filter.Tickets.Contains(TicketHeld.Plastic))
            found = found.Where(m => m.HasPlastic);
        if (filter.Tickets.Contains(TicketHeld.None))
            found = found.Where(m => !m.HasPlastic && !m.HasVirtual);
        if (filter.Bonus is not null)
            found = found.Where(m => m.BonusParticipant == true);
        foreach (var gap in filter.Lacks)
            found = found.Where(Measures.Of(gap).Rule);
        var conditions = filter.Conditions(TimeProvider.System.MoscowToday());
        if (conditions.BornFrom is { } from)
            found = found.Where(m => m.BirthDate >= from);
        if (conditions.BornTo is { } to)
            found = found.Where(m => m.BirthDate <= to);
        return Named(context, found, MemberQuery.Of(filter.Query), filter.Query);
    }

    /// <summary>Names by their beginnings as they are written, which is easier than what the register does.</summary>
    private static IQueryable<Member> Named(RegistryContext context, IQueryable<Member> found, MemberQuery query, string? typed)
    {
        if (query.Ticket is { } ticket)
            return found.Where(m => context.Tickets.Where(t => t.Number == ticket).Select(t => t.MemberId).Contains(m.Id));
        if (query.Phone is { } phone)
            return found.Where(m => m.Phone == phone);
        if (query.Email is { } email)
            return found.Where(m => m.Email == email);
        if (query.Card is { } card)
            return found.Where(m => m.Id == card);
        foreach (var word in (typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = word + '\uffff';
            found = found.Where(m => (string.Compare(m.Surname, word) >= 0 && string.Compare(m.Surname, end) < 0) || (string.Compare(m.Name, word) >= 0 && string.Compare(m.Name, end) < 0));
        }
        return found;
    }

    private static IQueryable<Member> Ordered(IQueryable<Member> members, MemberFilter filter) => filter.Order switch
    {
        CardOrder.Birth => members.OrderBy(m => m.BirthDate == null).ThenBy(m => m.BirthDate).ThenBy(m => m.Surname).ThenBy(m => m.Name).ThenBy(m => m.Patronymic).ThenBy(m => m.Id),
        CardOrder.Joined => members.OrderBy(m => m.JoinedOn == null).ThenBy(m => m.JoinedOn).ThenBy(m => m.Surname).ThenBy(m => m.Name).ThenBy(m => m.Patronymic).ThenBy(m => m.Id),
        CardOrder.Organization => members.OrderBy(m => m.OrganizationId).ThenBy(m => m.Surname).ThenBy(m => m.Name).ThenBy(m => m.Patronymic).ThenBy(m => m.Id),
        _ => members.OrderBy(m => m.Surname).ThenBy(m => m.Name).ThenBy(m => m.Patronymic).ThenBy(m => m.Id),
    };

    private static async Task<List<(string What, MemberFilter Filter)>> OfferedAsync(BenchHost host, RegistryContext context)
    {
        var region = host.Board.Children(host.Board.RootId).MaxBy(c => c.ChildCount)!.Id;
        var person = await context.Members.AsNoTracking().Where(m => m.Phone != null && m.Email != null).OrderBy(m => m.Id).Skip(1000).FirstAsync();
        var ticket = await context.Tickets.OrderBy(t => t.Number).Skip(1000).Select(t => (long?)t.Number).FirstOrDefaultAsync();
        return
        [
            ("everyone", new()),
            ("surname", new() { Query = person.Surname }),
            ("surname's first three letters", new() { Query = person.Surname[..3] }),
            ("surname's first letter", new() { Query = person.Surname[..1] }),
            ("name and surname", new() { Query = $"{person.Name} {person.Surname}" }),
            ("name in full", new() { Query = person.FullName }),
            ("ticket", new() { Query = TicketNumber.Format(ticket ?? 0) }),
            ("phone", new() { Query = person.Phone }),
            ("e-mail", new() { Query = person.Email }),
            ("card's number", new() { Query = person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
            ("largest region", new() { Under = region }),
            ("one organisation", new() { Under = person.OrganizationId }),
            ("students", new() { Employments = [Employment.Student] }),
            ("women and not stated", new() { Sexes = [Sex.Woman, null] }),
            .. Catalogue.Card.Gaps.Select(g => ($"lacks «{g.Title}»", new MemberFilter { Lacks = [g] })),
            ("18 to 35 years", new() { AgeFrom = 18, AgeTo = 35 }),
            ("dues not stated", new() { DuesForms = [null] }),
            ("plastic ticket", new() { Tickets = [TicketHeld.Plastic] }),
            ("no ticket", new() { Tickets = [TicketHeld.None] }),
            ("bonus programme", new() { Bonus = true }),
            ("off record", new() { OnRecord = false }),
            ("with those off record", new() { OnRecord = null }),
            ("everyone by birth date", new() { Order = CardOrder.Birth }),
            ("everyone by joining", new() { Order = CardOrder.Joined }),
            ("everyone by organisation", new() { Order = CardOrder.Organization }),
        ];
    }

    /// <summary>Several of the offered conditions at once.</summary>
    private static MemberFilter Combined(Random random, MemberFilter[] offered)
    {
        var filter = new MemberFilter();
        for (var i = random.Next(2, 6); i > 0; i--)
        {
            var other = offered[random.Next(offered.Length)];
            filter = filter with
            {
                Query = MemberQuery.Of(other.Query).IsNumber ? filter.Query : other.Query ?? filter.Query,
                Under = other.Under ?? filter.Under,
                Employments = other.Employments.Count > 0 ? other.Employments : filter.Employments,
                Sexes = other.Sexes.Count > 0 ? other.Sexes : filter.Sexes,
                Lacks = [.. filter.Lacks.Union(other.Lacks)],
                AgeFrom = other.AgeFrom is not null ? random.Next(18, 60) : filter.AgeFrom,
                DuesForms = other.DuesForms.Count > 0 ? other.DuesForms : filter.DuesForms,
                Tickets = other.Tickets.Count > 0 ? other.Tickets : filter.Tickets,
                Bonus = other.Bonus ?? filter.Bonus,
                Order = other.Order != CardOrder.Name ? other.Order : filter.Order,
            };
        }
        return filter;
    }

    private static void Print(string what, IEnumerable<double> ours, IReadOnlyList<double> bare)
    {
        var all = ours.ToList();
        var (mine, theirs) = (Figure.Percentile(all, 50), Figure.Percentile(bare, 50));
        Figure.Print($"Members, {what}: p50 / p95 / max", $"{Figure.Time(mine)} / {Figure.Time(Figure.Percentile(all, 95))} / {Figure.Time(all.Max())}", Figure.Time(theirs), theirs / mine);
    }
}
