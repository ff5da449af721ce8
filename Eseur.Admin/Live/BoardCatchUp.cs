using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Live;

/// <summary>Reads onto the board what was saved since it last looked, by this process or any other on the same database.</summary>
public sealed class BoardCatchUp(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board)
{
    /// <returns>The organisations whose sums moved, superiors included.</returns>
    public async Task<IReadOnlySet<int>> RunAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Доска"), cancel);
        var rows = await BoardRow.From(context, await context.CountersSinceAsync(board.Sequence, cancel)).ToListAsync(cancel);
        var moved = rows.Count == 0 ? new HashSet<int>() : [.. board.Apply(rows)];
        var members = await (await context.MemberCountersSinceAsync(board.MemberSequence, cancel)).ToListAsync(cancel);
        if (members.Count > 0)
            moved.UnionWith(board.Apply(members.Select(BoardMembers.Of)));
        return moved;
    }
}
