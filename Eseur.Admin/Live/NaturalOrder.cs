using System.Globalization;

namespace Eseur.Admin.Live;

/// <summary>Names as people sort them: «СОШ № 2» before «СОШ № 10».</summary>
public sealed class NaturalOrder : IComparer<string>
{
    private static readonly StringComparer Comparer = StringComparer.Create(CultureInfo.GetCultureInfo("ru-RU"), CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);

    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y) => Comparer.Compare(x, y);
}
