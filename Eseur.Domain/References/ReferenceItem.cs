namespace Eseur.Domain.References;

/// <summary>One line of an editable reference list. Lists that the sources do not fix live here, not in code.</summary>
public sealed class ReferenceItem
{
    private ReferenceItem() { }

    public ReferenceItem(string list, string code, string label, int order, string? group = null)
    {
        List = list;
        Code = code;
        Label = label;
        Order = order;
        Group = group;
    }

    public int Id { get; private set; }

    /// <summary>Which list; see <see cref="ReferenceLists"/>.</summary>
    public string List { get; private set; } = "";

    /// <summary>What records keep. It never changes, so that renaming a label touches no record.</summary>
    public string Code { get; private set; } = "";

    public string Label { get; private set; } = "";

    /// <summary>What the item belongs to: a region's federal district.</summary>
    public string? Group { get; private set; }

    public int Order { get; private set; }

    /// <summary>A retired item stays readable in old records and is no longer offered.</summary>
    public bool Retired { get; private set; }

    public void Rename(string label) => Label = string.IsNullOrWhiteSpace(label)
        ? throw new ArgumentException("Название не может быть пустым.", nameof(label))
        : label.Trim();

    public void Retire(bool retired) => Retired = retired;
}
