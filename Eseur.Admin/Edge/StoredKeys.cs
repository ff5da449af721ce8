using System.Xml.Linq;
using Eseur.Admin.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Edge;

/// <summary>
/// Keys that cookies and letters' links are protected with, kept in the database: every node reads what any of them
/// protected. Microsoft's own package for it is not on our feed (docs/dependencies.md).
/// </summary>
internal sealed class StoredKeys(IDbContextFactory<RegistryContext> contexts) : IXmlRepository
{
    private static readonly Actor Keeper = Actor.System("Ключи");

    // The framework asks without waiting; the database is asked on a thread that nobody's page runs on.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => WriteAsync(element, friendlyName)).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var context = await contexts.OpenAsync(Keeper);
        return [.. (await context.Set<DataProtectionKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync()).Select(xml => XElement.Parse(xml))];
    }

    private async Task WriteAsync(XElement element, string name)
    {
        await using var context = await contexts.OpenAsync(Keeper);
        context.Add(new DataProtectionKey { Name = name, Xml = element.ToString(SaveOptions.DisableFormatting) });
        await context.SaveChangesAsync();
    }
}
