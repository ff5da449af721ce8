namespace Eseur.Admin.Shared.Excel;

/// <summary>Look of a cell; the numbers are indexes into the table of <see cref="StyleSheet"/>.</summary>
public enum XlsxStyle
{
    Text,
    Wrapped,
    Title,
    Note,
    Header,
    Link,
    Whole,
    Fraction,
    Percent1,
    Percent2,
    Date,
    DateTime,

    /// <summary>A number that names something and is not counted: no spaces between thousands.</summary>
    Identifier,

    /// <summary>Amber, as everywhere in the product: not filled.</summary>
    Gap,

    /// <summary>Said only so that the cell is not taken for a gap.</summary>
    Quiet,
}
