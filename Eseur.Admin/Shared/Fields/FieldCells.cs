using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Admin.Shared.Fields;

/// <summary>A field of the catalogue as a cell of a table: a date stays a date, a phone a phone, a choice is its label.</summary>
internal static class FieldCells
{
    public static void Field(this IRowWriter row, Field field, object owner, ReferenceBook book)
    {
        var value = field.Read(owner);
        switch (field.Kind)
        {
            case DateKind:
                row.Date((DateOnly?)value);
                break;
            case CountKind:
                row.Number((int?)value);
                break;
            case DecimalKind:
                row.Number((decimal?)value);
                break;
            case PhoneKind:
                row.Phone((string?)value);
                break;
            case FlagKind:
                row.YesNo((bool?)value);
                break;
            default:
                row.Text(value is null ? null : field.Kind.Display(value, book));
                break;
        }
    }

    /// <summary>Width of a column that holds the field, in characters.</summary>
    public static double ColumnWidth(this Field field) => field.Kind switch
    {
        DateKind or FlagKind or CountKind or DecimalKind => 14,
        PhoneKind => 18,
        TextKind or EmailKind => 32,
        _ => 22,
    };
}
