using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>Deletes notices that nobody will look for any more; what they told of stays in the change record.</summary>
internal sealed class NoticeRetention(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    public const int Days = 180;

    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-Days);
        await using var context = await contexts.OpenAsync(Actor.System("Срок хранения уведомлений"), cancel);
        // Keys of reminders go with their causes: none is asked for again so late.
        await context.NoticeCauses.Where(c => c.ToldAt != null && c.At < before).ExecuteDeleteAsync(cancel);
        return await context.Notices.Where(n => n.At < before).ExecuteDeleteAsync(cancel);
    }
}
