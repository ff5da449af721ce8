using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.References;

/// <summary>Edits the reference lists. They are one for the whole union, so only its own apparatus may.</summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class ReferenceEdits(RegistryDatabase database, ReferenceStore store)
{
    private const int LabelLength = 200;

    public async Task<bool> MayEditAsync()
    {
        await using var context = await database.OpenAsync();
        return await MayEditAsync(context);
    }

    public Task AddAsync(string list, string label, string? group) => EditAsync(async context =>
    {
        var items = await context.ReferenceItems.Where(i => i.List == list).ToListAsync();
        var name = Require(list, label, items, null);
        context.Add(new ReferenceItem(list, NewCode(items), name, items.Select(i => i.Order).DefaultIfEmpty().Max() + 1, group));
    });

    public Task RenameAsync(string list, string code, string label) => EditAsync(async context =>
    {
        var items = await context.ReferenceItems.Where(i => i.List == list).ToListAsync();
        Find(items, code).Rename(Require(list, label, items, code));
    });

    public Task RetireAsync(string list, string code, bool retired) => EditAsync(async context =>
        Find(await context.ReferenceItems.Where(i => i.List == list).ToListAsync(), code).Retire(retired));

    private async Task EditAsync(Func<RegistryContext, Task> edit)
    {
        await using var context = await database.OpenAsync();
        if (!await MayEditAsync(context))
            throw new RuleBrokenException("Справочники меняет аппарат Профсоюза. Напишите туда, чего не хватает.");
        await edit(context);
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            throw new RuleBrokenException("В эту же минуту справочник изменил кто-то ещё, поэтому ничего не сохранено. Посмотрите на список и повторите.");
        }
        await store.ReloadAsync();
    }

    private static Task<bool> MayEditAsync(RegistryContext context) => context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.SuperiorId == null);

    private static string Require(string list, string label, List<ReferenceItem> items, string? code)
    {
        var name = label.Trim();
        if (!ReferenceLists.Titles.ContainsKey(list))
            throw new RuleBrokenException("Такого справочника нет.");
        // Regions carry the tax service's codes, which an ИНН begins with: a made-up one would lie.
        if (list == ReferenceLists.Region && code is null)
            throw new RuleBrokenException("Регионы добавляются вместе с кодом налоговой службы при обновлении программы.");
        if (name.Length is 0 or > LabelLength || name.Any(char.IsControl))
            throw new RuleBrokenException($"Напишите название в одну строку, не длиннее {LabelLength} знаков.");
        return items.Find(i => i.Code != code && SearchText.Of(i.Label) == SearchText.Of(name)) is { } same
            ? throw new RuleBrokenException($"«{same.Label}» в этом справочнике уже есть{(same.Retired ? ": верните его в употребление" : "")}.")
            : name;
    }

    private static ReferenceItem Find(List<ReferenceItem> items, string code) =>
        items.Find(i => i.Code == code) ?? throw new RuleBrokenException("Такой строки в справочнике нет. Обновите страницу.");

    /// <summary>Records keep the code, so it says nothing that could grow untrue.</summary>
    private static string NewCode(List<ReferenceItem> items)
    {
        var taken = items.Select(i => i.Code).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(items.Count + 1, int.MaxValue - items.Count - 1).Select(n => "x" + n.ToString(CultureInfo.InvariantCulture)).First(c => !taken.Contains(c));
    }
}
