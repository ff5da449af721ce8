using System.Data;
using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Completeness;

/// <summary>What a counter of members, or a card's mark of its ticket, said and what it says now.</summary>
/// <param name="OrganizationId">Where the members are on record.</param>
/// <param name="Name">The organisation's.</param>
/// <param name="Card">The card whose mark was wrong; null for a counter.</param>
/// <param name="Column">The counter's column, or the card's property.</param>
public sealed record MemberDifference(int OrganizationId, string Name, int? Card, string Column, int Was, int Becomes);

/// <summary>Counts all cards anew, and which tickets they hold, and mends what says otherwise. In a healthy registry it finds nothing.</summary>
public sealed class MemberRecount(IDbContextFactory<RegistryContext> contexts)
{
    public async IAsyncEnumerable<MemberDifference> RunAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        // The marks first: they are counted.
        foreach (var card in await WrongMarksAsync(cancel))
        {
            foreach (var difference in await MendMarksAsync(card, cancel))
                yield return difference;
        }
        foreach (var organization in await WrongCountersAsync(cancel))
        {
            foreach (var difference in await MendCounterAsync(organization, cancel))
                yield return difference;
        }
    }

    internal static IQueryable<Member> WithWrongMarks(IQueryable<Member> members) => members.Where(m =>
        m.HasPlastic != m.Tickets.Any(t => t.State == TicketState.Issued && t.IsPlastic) || m.HasVirtual != m.Tickets.Any(t => t.State == TicketState.Issued && t.IsVirtual));

    private async Task<List<int>> WrongMarksAsync(CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        return await WithWrongMarks(context.Members).Select(m => m.Id).ToListAsync(cancel);
    }

    /// <summary>Organisations whose counter may be wrong: saves go on while it is looked for.</summary>
    private async Task<List<int>> WrongCountersAsync(CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var counted = await MemberCounts.Of(context.Members).ToDictionaryAsync(c => c.OrganizationId, c => c.Counts, cancel);
        int[] nobody = new int[Measures.All.Count];
        var wrong = new List<int>();
        await foreach (var counter in context.MemberCounters.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!counter.Counts.SequenceEqual(counted.GetValueOrDefault(counter.OrganizationId, nobody)))
                wrong.Add(counter.OrganizationId);
        }
        return wrong;
    }

    /// <summary>Once more in a transaction of its own: somebody may have saved meanwhile, and nobody can between the counting and the mending.</summary>
    private async Task<List<MemberDifference>> MendCounterAsync(int organization, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        // Cards before counters, as every save takes them: two that wait for each other would be told apart by failing one.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
        var counted = await MemberCounts.Of(context.Members.Where(m => m.OrganizationId == organization)).SingleOrDefaultAsync(cancel);
        var name = await NameAsync(context, organization, cancel);
        var counter = context.Entry(await context.MemberCounters.SingleAsync(c => c.OrganizationId == organization, cancel));
        var differences = Measures.All.Select(m => new MemberDifference(organization, name, null, m.Column, counter.Entity.Counts[m.Index], counted?.Counts[m.Index] ?? 0)).Where(d => d.Was != d.Becomes).ToList();
        foreach (var difference in differences)
            counter.Property(difference.Column).CurrentValue = difference.Becomes;
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return differences;
    }

    private async Task<List<MemberDifference>> MendMarksAsync(int card, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
        var wrong = WithWrongMarks(context.Members.Where(m => m.Id == card));
        var was = await wrong.Select(m => new { m.OrganizationId, m.HasPlastic, m.HasVirtual }).SingleOrDefaultAsync(cancel);
        if (was is null)
            return [];
        await wrong.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.HasPlastic, m => m.Tickets.Any(t => t.State == TicketState.Issued && t.IsPlastic))
            .SetProperty(m => m.HasVirtual, m => m.Tickets.Any(t => t.State == TicketState.Issued && t.IsVirtual)), cancel);
        var now = await context.Members.Where(m => m.Id == card).Select(m => new { m.HasPlastic, m.HasVirtual }).SingleAsync(cancel);
        var name = await NameAsync(context, was.OrganizationId, cancel);
        await transaction.CommitAsync(cancel);
        MemberDifference[] marks =
        [
            new(was.OrganizationId, name, card, nameof(Member.HasPlastic), Convert.ToInt32(was.HasPlastic), Convert.ToInt32(now.HasPlastic)),
            new(was.OrganizationId, name, card, nameof(Member.HasVirtual), Convert.ToInt32(was.HasVirtual), Convert.ToInt32(now.HasVirtual)),
        ];
        return [.. marks.Where(m => m.Was != m.Becomes)];
    }

    private static Task<string> NameAsync(RegistryContext context, int organization, CancellationToken cancel) =>
        context.Organizations.Where(o => o.Id == organization).Select(o => o.ShortName).SingleAsync(cancel);

    private async Task<RegistryContext> OpenAsync(CancellationToken cancel)
    {
        var context = await contexts.OpenAsync(Actor.System("Пересчёт"), cancel);
        // Millions of cards take longer than an ordinary statement may.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        return context;
    }
}
