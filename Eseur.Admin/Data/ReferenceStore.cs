using Eseur.Domain.Members;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>The reference lists as they are now. Read on every keystroke, so kept in memory; replaced whole after an edit.</summary>
public sealed class ReferenceStore(IDbContextFactory<RegistryContext> contexts)
{
    private volatile ReferenceBook book = ReferenceBook.Default;

    public ReferenceBook Book => book;

    public async Task ReloadAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Справочники"), cancel);
        book = new ReferenceBook(await context.ReferenceItems.AsNoTracking().ToListAsync(cancel));
    }

    /// <summary>Puts the first lines into lists that have none, and the first texts of the consent; what people edited is left as they made it.</summary>
    public async Task SeedAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Справочники"), cancel);
        var filled = await context.ReferenceItems.Select(i => i.List).Distinct().ToListAsync(cancel);
        context.ReferenceItems.AddRange(ReferenceLists.Defaults().Where(i => !filled.Contains(i.List)));
        var texts = await context.ConsentTexts.Select(t => t.Version).ToListAsync(cancel);
        context.ConsentTexts.AddRange(ConsentTexts.Defaults().Where(t => !texts.Contains(t.Version)));
        await context.SaveChangesAsync(cancel);
        await ReloadAsync(cancel);
    }
}
