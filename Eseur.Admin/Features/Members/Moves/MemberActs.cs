using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>Somebody of a selection whom the rules kept where they were.</summary>
public sealed record RefusedMember(int MemberId, string FullName, string Reason);

/// <summary>What came of an act on a selection.</summary>
/// <param name="Asked">How many were selected.</param>
/// <param name="Done">How many were moved.</param>
/// <param name="RefusedCount">How many were refused.</param>
/// <param name="Refused">The first <see cref="MemberActs.MostRefused"/> of those.</param>
/// <param name="IsCancelled">Stopped before the end; what was done stays done.</param>
public sealed record MemberActsResult(int Asked, int Done, int RefusedCount, IReadOnlyList<RefusedMember> Refused, bool IsCancelled);

/// <summary>
/// One act for each of many selected members, by the same rules and with the same history as for one. Each is a transaction
/// of its own: a selection of thousands keeps nobody else waiting, and one refusal spoils nothing for the rest.
/// </summary>
/// <remarks>Needs no page: work that outlives one gives the actor who asked for it.</remarks>
public sealed class MemberActs(IServiceScopeFactory scopes)
{
    public const int MostRefused = 1000;

    /// <param name="actor">On whose behalf.</param>
    /// <param name="select">Asked once, at the beginning.</param>
    /// <param name="reason">Code of one of <see cref="MemberMoves.Reasons"/>.</param>
    /// <param name="on">The day of the decision.</param>
    /// <param name="progress">How many have been gone through.</param>
    /// <param name="cancel">Stops between two members.</param>
    public Task<MemberActsResult> TakeOffAsync(Actor actor, Func<CancellationToken, Task<IReadOnlyList<int>>> select, string reason, DateOnly on, IProgress<int>? progress = null, CancellationToken cancel = default) =>
        RunAsync(actor, select, (moves, id) => moves.TakeOffAsync(id, null, reason, on), progress, cancel);

    /// <summary>At once; those whom the actor may not move at once are refused.</summary>
    public Task<MemberActsResult> TransferAsync(Actor actor, Func<CancellationToken, Task<IReadOnlyList<int>>> select, int toId, DateOnly on, IProgress<int>? progress = null, CancellationToken cancel = default) =>
        RunAsync(actor, select, (moves, id) => moves.TransferAsync(id, null, toId, on), progress, cancel);

    private async Task<MemberActsResult> RunAsync(Actor actor, Func<CancellationToken, Task<IReadOnlyList<int>>> select, Func<MemberMoves, int, Task> act, IProgress<int>? progress, CancellationToken cancel)
    {
        await using var scope = scopes.CreateScope(actor);
        var moves = scope.ServiceProvider.GetRequiredService<MemberMoves>();
        var ids = await select(cancel);
        var refused = new List<(int Id, string Reason)>();
        var (done, refusals) = (0, 0);
        foreach (var id in ids)
        {
            if (cancel.IsCancellationRequested)
                break;
            try
            {
                await act(moves, id);
                done++;
            }
            catch (RuleBrokenException rule)
            {
                if (refusals++ < MostRefused)
                    refused.Add((id, rule.Message));
            }
            progress?.Report(done + refusals);
        }
        return new MemberActsResult(ids.Count, done, refusals, await NamedAsync(scope.ServiceProvider.GetRequiredService<RegistryDatabase>(), refused), done + refusals < ids.Count);
    }

    private static async Task<IReadOnlyList<RefusedMember>> NamedAsync(RegistryDatabase database, List<(int Id, string Reason)> refused)
    {
        if (refused.Count == 0)
            return [];
        await using var context = await database.OpenAsync();
        var ids = refused.Select(r => r.Id).ToList();
        var shown = context.Organizations.Where(context.Actor, Powers.ReadPersons);
        var known = await context.Members.AsNoTracking().Where(m => ids.Contains(m.Id) && shown.Any(o => o.Id == m.OrganizationId)).ToDictionaryAsync(m => m.Id, m => m.FullName);
        return [.. refused.Select(r => new RefusedMember(r.Id, known.GetValueOrDefault(r.Id, $"Карточка № {r.Id}"), r.Reason))];
    }
}
