using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>Erases cards whose time of keeping is over: each in a transaction of its own, so that stopping loses nothing.</summary>
internal sealed class MemberRetention(IDbContextFactory<RegistryContext> contexts, CardEraser eraser, RetentionSettings settings, TimeProvider clock, ILogger<MemberRetention> log)
{
    private const int Portion = 100;

    public static readonly Actor Actor = Actor.System("Срок хранения");

    public async Task<int> CountAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor, cancel);
        return await Overdue(context).CountAsync(cancel);
    }

    /// <returns>How many were erased, and how many could not be.</returns>
    public async Task<(int Erased, int Left)> EraseAsync(CancellationToken cancel = default)
    {
        var (erased, left, last) = (0, 0, 0);
        while (await PortionAsync(last, cancel) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                cancel.ThrowIfCancellationRequested();
                if (await TryAsync(id, cancel))
                    erased++;
                else
                    left++;
            }
            last = ids[^1];
        }
        return (erased, left);
    }

    private async Task<bool> TryAsync(int id, CancellationToken cancel)
    {
        try
        {
            await eraser.EraseAsync(id, Actor, ErasureReason.Expired, cancel);
            return true;
        }
        catch (RuleBrokenException)
        {
            // Put on record again meanwhile, or erased by hand. The reason would name the person.
            log.LogInformation("Card {Member} may not be erased any more.", id);
        }
        catch (DbUpdateException failed)
        {
            log.LogError(failed, "Card {Member} could not be erased.", id);
        }
        return false;
    }

    private async Task<List<int>> PortionAsync(int after, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Actor, cancel);
        return await Overdue(context).Where(m => m.Id > after).OrderBy(m => m.Id).Take(Portion).Select(m => m.Id).ToListAsync(cancel);
    }

    /// <summary>Who still leads an organisation waits until that ends.</summary>
    private IQueryable<Member> Overdue(RegistryContext context) => settings.Before(clock.MoscowToday()) is { } before
        ? context.Members.Where(m => m.OffRecordOn < before && m.ErasedOn == null && !context.Set<Chairperson>().Any(c => c.MemberId == m.Id && c.LeftOn == null))
        : context.Members.Where(_ => false);
}
