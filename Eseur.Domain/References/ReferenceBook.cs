using System.Collections.Frozen;

namespace Eseur.Domain.References;

/// <summary>A snapshot of all reference lists, read often and replaced whole when a list is edited.</summary>
public sealed class ReferenceBook
{
    private readonly FrozenDictionary<string, ReferenceItem[]> lists;
    private readonly FrozenDictionary<(string List, string Code), ReferenceItem> byCode;

    public ReferenceBook(IEnumerable<ReferenceItem> items)
    {
        var all = items.ToArray();
        lists = all.GroupBy(i => i.List).ToFrozenDictionary(g => g.Key, g => g.OrderBy(i => i.Order).ThenBy(i => i.Label, StringComparer.Ordinal).ToArray());
        byCode = all.ToFrozenDictionary(i => (i.List, i.Code));
    }

    /// <summary>The lists as a new registry starts with them.</summary>
    public static ReferenceBook Default { get; } = new(ReferenceLists.Defaults());

    public IReadOnlyList<ReferenceItem> Items(string list) => lists.GetValueOrDefault(list) ?? [];

    /// <summary>By code, or by label in any letter case, as an imported file has it.</summary>
    public ReferenceItem? Find(string list, string text) =>
        byCode.GetValueOrDefault((list, text))
        ?? Items(list).FirstOrDefault(i => i.Label.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The label, or the code itself where the list has lost it.</summary>
    public string Label(string list, string code) => byCode.GetValueOrDefault((list, code))?.Label ?? code;
}
