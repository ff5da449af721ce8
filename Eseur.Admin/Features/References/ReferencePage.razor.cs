using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.References;

/// <summary>The editable reference lists: everyone reads them, the union's apparatus edits.</summary>
public sealed partial class ReferencePage
{
    private bool mayEdit;
    private string added = "";
    private string? error;

    [Inject]
    private ReferenceEdits Edits { get; set; } = default!;

    [Inject]
    private ReferenceStore Store { get; set; } = default!;

    [Parameter]
    public string? List { get; set; }

    private string Shown => List ?? ReferenceLists.Titles.Keys.First();

    private IReadOnlyList<ReferenceItem> Items => Store.Book.Items(Shown);

    protected override async Task OnParametersSetAsync()
    {
        (error, added) = (null, "");
        mayEdit = await Edits.MayEditAsync();
    }

    private async Task AddAsync()
    {
        await Edits.AddAsync(Shown, added, null);
        added = "";
    }

    private async Task EditAsync(Func<Task> edit)
    {
        error = null;
        try
        {
            await edit();
        }
        catch (RuleBrokenException refused)
        {
            error = refused.Message;
        }
    }
}
