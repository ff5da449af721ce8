using Eseur.Admin.Data;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Demo;

/// <summary>Fills an empty registry on its first start where the settings ask for it, so that a newcomer sees a living one.</summary>
internal sealed class DemoStart(IDbContextFactory<RegistryContext> contexts, DemoLoader loader, DemoSignIns signIns, IConfiguration configuration)
{
    public async Task FillWhenEmptyAsync(CancellationToken cancel)
    {
        var asked = configuration["Demo:LoadWhenEmpty"];
        if (string.IsNullOrWhiteSpace(asked))
            return;
        if (!bool.TryParse(asked, out var fill))
            throw new StartupException($"Настройка Demo:LoadWhenEmpty: «{asked}» — нужно true или false.");
        if (!fill)
            return;
        await using var context = await contexts.OpenAsync(Actor.System("Запуск"), cancel);
        if (await context.Organizations.AnyAsync(cancel))
            return;
        await loader.LoadAsync(DemoScale.Small, seed: 1, cancel);
        await signIns.EnsureAsync(cancel);
    }
}
