using Eseur.Admin.Data;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Passport;

public partial class RowDialog
{
    private readonly FieldEdits edits = new();
    private IReadOnlyList<FieldConflict> conflicts = [];
    private IReadOnlyList<FieldConflict> changedBeforeDeletion = [];
    private RecordChange? gone;
    private RowSnapshot? read;
    private string? problem;
    private bool isNew;
    private bool asksDeletion;
    private UnsavedGuard? guard;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter, EditorRequired]
    public RowToEdit Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public PassportEditor Editor { get; set; } = default!;

    /// <summary>The dialog has done its work or was given up.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    private string Title => isNew ? Row.Set.Add : Row.Row!.Name;

    /// <summary>A new line has not ended yet.</summary>
    private IEnumerable<Field> Fields => isNew ? Row.Set.Typed.Where(f => f != ChairpersonTab.LeftOn) : Row.Set.Typed;

    private RowSnapshot? EndsOffice => isNew && Row.Set == ChairpersonTab.Chairpersons ? Editor.Now!.Chairperson : null;

    protected override void OnInitialized()
    {
        read = Row.Row;
        isNew = read is null;
        edits.Read(read?.Texts ?? new Dictionary<string, string>(), Editor.Now!.Version);
    }

    private static bool IsWhole(Field field) => field.Required || field.Kind.Shape == FieldInputShape.Paragraph;

    private Task CloseAsync() => guard!.LeaveAsync(() => Done.InvokeAsync());

    private async Task SaveAsync()
    {
        if (await TrySaveAsync())
            await Done.InvokeAsync();
    }

    private async Task<bool> TrySaveAsync()
    {
        conflicts = changedBeforeDeletion = [];
        problem = null;
        if (!isNew && edits.Count == 0)
            return true;
        var result = await Editor.SaveRowAsync(Row.Set, isNew ? null : read!.Id, edits);
        if (result is null)
        {
            problem = Editor.Problem;
            return false;
        }
        edits.Blame(result.Errors);
        conflicts = result.Conflicts;
        gone = result.Gone;
        if (result.IsSaved)
            edits.Drop();
        return result.IsSaved;
    }

    private async Task SettleAsync(IReadOnlyDictionary<FieldConflict, bool> keepMine)
    {
        if (Editor.Now!.Rows[Row.Set.Key].FirstOrDefault(r => r.Id == read!.Id) is { } now)
            edits.Read(now.Texts, Editor.Now.Version);
        foreach (var (conflict, mine) in keepMine)
            edits.Settle(conflict, mine);
        await SaveAsync();
    }

    /// <summary>What the deleted line said and what was typed over it become a new line.</summary>
    private async Task AddAgainAsync()
    {
        var texts = Row.Set.Typed.ToDictionary(f => f, edits.Text);
        gone = null;
        isNew = true;
        edits.Read(new Dictionary<string, string>(), Editor.Now!.Version);
        edits.Drop();
        foreach (var (field, text) in texts)
            edits.Set(field, text);
        await SaveAsync();
    }

    private async Task DeleteAsync()
    {
        problem = null;
        var result = await Editor.DeleteRowAsync(Row.Set, read!);
        if (result is null)
        {
            problem = Editor.Problem;
            return;
        }
        changedBeforeDeletion = result.Conflicts;
        asksDeletion = false;
        // The person now sees what it says: a second press means this very line.
        read = result.Now.Rows[Row.Set.Key].FirstOrDefault(r => r.Id == read!.Id) ?? read;
        if (result.IsSaved)
        {
            edits.Drop();
            await Done.InvokeAsync();
        }
    }
}
