using System.Globalization;

namespace Eseur.Admin.Live;

/// <summary>Names as people sort them: «СОШ № 2» before «СОШ № 10».</summary>
public sealed class NaturalOrder : IComparer<string>
{
    private const CompareOptions Options = CompareOptions.NumericOrdering | CompareOptions.IgnoreCase;

    private static readonly CompareInfo Russian = CultureInfo.GetCultureInfo("ru-RU").CompareInfo;

    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y) => Russian.Compare(x, y, Options);

    public static SortKey Key(string name) => Russian.GetSortKey(name, Options);
}
