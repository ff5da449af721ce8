using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Export;

/// <summary>Reads cards by their numbers a portion at a time: memory does not grow with the list.</summary>
internal static class MemberRows
{
    private const int Portion = 1000;

    // Where so many of the numbers between the first and the last are asked for, reading all of them is quicker than asking one by one.
    private const int Dense = 3;

    /// <summary>Portions read at once: making objects of rows costs more than writing them out, and there is a second core.</summary>
    private const int AtOnce = 2;

    /// <param name="database">A context for each portion: none grows old over a long export.</param>
    /// <param name="ids">In the order of the table.</param>
    public static async IAsyncEnumerable<ExportedMember> ReadAsync(RegistryDatabase database, IReadOnlyList<int> ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        var portions = new Queue<(int[] Ids, Task<Dictionary<int, ExportedMember>> Cards)>();
        foreach (var portion in ids.Chunk(Portion))
        {
            portions.Enqueue((portion, Task.Run(() => FindAsync(database, portion, cancel), cancel)));
            if (portions.Count <= AtOnce)
                continue;
            foreach (var card in await NextAsync())
                yield return card;
        }
        while (portions.Count > 0)
        {
            foreach (var card in await NextAsync())
                yield return card;
        }

        async Task<IEnumerable<ExportedMember>> NextAsync()
        {
            var (asked, cards) = portions.Dequeue();
            var found = await cards;
            return asked.Where(found.ContainsKey).Select(id => found[id]);
        }
    }

    private static async Task<Dictionary<int, ExportedMember>> FindAsync(RegistryDatabase database, int[] ids, CancellationToken cancel)
    {
        await using var context = await database.OpenAsync();
        var (first, last) = (ids.Min(), ids.Max());
        var cards = last - first < ids.Length * Dense
            ? context.Members.Where(m => m.Id >= first && m.Id <= last)
            : context.Members.Where(m => EF.Parameter(ids).Contains(m.Id));
        return await WithTickets(context, cards).ToDictionaryAsync(m => m.Member.Id, cancel);
    }

    private static IQueryable<ExportedMember> WithTickets(RegistryContext context, IQueryable<Member> members) =>
        from member in members.AsNoTracking()
        select new ExportedMember(member, context.Tickets.Where(t => t.MemberId == member.Id && t.State == TicketState.Issued).Select(t => (long?)t.Number).FirstOrDefault());
}
