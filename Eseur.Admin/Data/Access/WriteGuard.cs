using Eseur.Admin.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data.Access;

/// <summary>Asks <see cref="WriteRules"/> about everything a save is about to write, before anything is written.</summary>
internal sealed class WriteGuard(TimeProvider clock) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var context = (RegistryContext)eventData.Context!;
        if (context.Actor is not { Scope.IsEverything: true } && context.Coming.Any(e => e.IsChanged()))
            throw new NotSupportedException("Whether a person may save is looked up: use SaveChangesAsync.");
        CheckAsync(context, default).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await CheckAsync((RegistryContext)eventData.Context!, cancellationToken);
        return result;
    }

    private async Task CheckAsync(RegistryContext context, CancellationToken cancel)
    {
        var entries = context.Coming.Where(e => e.IsChanged()).ToList();
        if (entries.Count == 0)
            return;
        var actor = context.Actor ?? throw new InvalidOperationException("A context without an actor cannot save.");
        var save = new ComingSave(context, actor, entries, clock.MoscowToday(), cancel);
        foreach (var entry in entries)
            await WriteRules.CheckAsync(save, entry);
    }
}
