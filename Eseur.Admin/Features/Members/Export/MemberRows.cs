using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Export;

/// <summary>Reads cards by their numbers a portion at a time: memory does not grow with the list.</summary>
internal static class MemberRows
{
    private const int Portion = 2000;

    // Where so many of the numbers between the first and the last are asked for, reading all of them is quicker than asking one by one.
    private const int Dense = 3;

    /// <param name="contexts">A context for each portion: none grows old over a long export.</param>
    /// <param name="ids">In the order of the table.</param>
    public static async IAsyncEnumerable<ExportedMember> ReadAsync(IDbContextFactory<RegistryContext> contexts, IReadOnlyList<int> ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var portion in ids.Chunk(Portion))
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var (first, last) = (portion.Min(), portion.Max());
            var cards = last - first < portion.Length * Dense
                ? context.Members.Where(m => m.Id >= first && m.Id <= last)
                : context.Members.Where(m => EF.Parameter(portion).Contains(m.Id));
            var found = await WithTickets(context, cards).ToDictionaryAsync(m => m.Member.Id, cancel);
            foreach (var id in portion)
            {
                if (found.TryGetValue(id, out var card))
                    yield return card;
            }
        }
    }

    private static IQueryable<ExportedMember> WithTickets(RegistryContext context, IQueryable<Member> members) =>
        from member in members.AsNoTracking()
        select new ExportedMember(member, context.Tickets.Where(t => t.MemberId == member.Id && t.State == TicketState.Issued).Select(t => (long?)t.Number).FirstOrDefault());
}
