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
}
