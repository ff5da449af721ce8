using Eseur.Admin.Data;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Passport;

public partial class RowSetSection
{
    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter, EditorRequired]
    public RowSet Set { get; set; } = default!;

    [Parameter, EditorRequired]
    public PassportSnapshot Now { get; set; } = default!;

    [Parameter]
    public EventCallback<RowToEdit> Edit { get; set; }

    [Parameter]
    public EventCallback<FieldHistoryOf> History { get; set; }

    [Parameter]
    public RenderFragment? Below { get; set; }

    private IReadOnlyList<RowSnapshot> Rows => Now.Rows[Set.Key];

    /// <summary>The one who holds the office stands apart; the table below is history.</summary>
    private bool IsChairs => Set == ChairpersonTab.Chairpersons;

    private List<RowSnapshot> Listed => [.. Rows.Where(r => !IsChairs || r.Id != Now.Chairperson?.Id).Reverse()];

    private IEnumerable<Field> Columns => IsChairs ? [ChairpersonTab.Name, ChairpersonTab.ElectedOn, ChairpersonTab.LeftOn] : Set.Fields;

    private string Cell(Field field, RowSnapshot row) => field.Shown(row.Texts[field.Key], References.Book) is { Length: > 0 } text ? text : "—";

    private static string? Align(Field field) => field.Kind.Shape switch
    {
        FieldInputShape.Number => "number",
        FieldInputShape.Date or FieldInputShape.Phone or FieldInputShape.Flag => "whole",
        _ => null,
    };
}
