using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Passports;

/// <summary>A list on a passport's tab: which fields a line has, and how lines join and leave the organisation.</summary>
public sealed class RowSet
{
    private readonly Func<Organization, IReadOnlyList<PassportRow>> rows;
    private readonly Func<PassportRow> create;

    private RowSet(string key, string tab, Type rowType, Func<Organization, IReadOnlyList<PassportRow>> rows, Func<PassportRow> create)
    {
        Key = key;
        Tab = tab;
        RowType = rowType;
        this.rows = rows;
        this.create = create;
    }

    public string Key { get; }

    public string Tab { get; }

    public Type RowType { get; }

    public required string Title { get; init; }

    /// <summary>What the button that adds a line says.</summary>
    public required string Add { get; init; }

    /// <summary>Why the empty list matters and what to do, for its empty state.</summary>
    public required string WhenEmpty { get; init; }

    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>Those that a form asks for.</summary>
    public IEnumerable<Field> Typed => Fields.Where(f => !f.IsByAct);

    /// <summary>Its lines are people: a line's name is one as well.</summary>
    public bool IsOfPeople => Fields.Any(f => f.IsPersonal);

    /// <summary>What must hold between the fields of one line: the field to mend and the sentence.</summary>
    public Func<PassportRow, (string Field, string Error)?> Check { get; init; } = _ => null;

    /// <summary>How a line is named in history and in questions.</summary>
    public Func<PassportRow, string> Name { get; init; } = row => $"№ {row.Id}";

    internal static RowSet Of<TRow>(string key, string tab, Func<Organization, IReadOnlyList<TRow>> rows,
        string title, string add, string whenEmpty, Func<TRow, string?> name, Field[] fields, Func<TRow, (string Field, string Error)?>? check = null)
        where TRow : PassportRow, new() =>
        new(key, tab, typeof(TRow), rows, () => new TRow())
        {
            Title = title,
            Add = add,
            WhenEmpty = whenEmpty,
            Fields = fields,
            Name = row => name((TRow)row) ?? "без названия",
            Check = row => check?.Invoke((TRow)row),
        };

    public IReadOnlyList<PassportRow> Rows(Organization organization) => rows(organization);

    /// <summary>A blank line, not yet of any organisation: forms fill and check it before it is attached.</summary>
    public PassportRow Blank() => create();

    /// <param name="organization">Whose list the line joins.</param>
    /// <param name="row">A filled line from <see cref="Blank"/>.</param>
    /// <param name="today">In Moscow; the day on which a former chairperson's office ends where the new one's election is not dated.</param>
    public void Attach(Organization organization, PassportRow row, DateOnly today) => organization.AddRow(this, row, today);

    public void Remove(Organization organization, PassportRow row) => organization.RemoveRow(this, row);

    internal System.Collections.IList Storage(Organization organization) => (System.Collections.IList)rows(organization);
}
