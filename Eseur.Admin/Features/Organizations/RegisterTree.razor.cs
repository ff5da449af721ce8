using Eseur.Admin.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The union's tree off the board, branch by branch; arrows move in it as in any tree.</summary>
public sealed partial class RegisterTree : IDisposable
{
    private readonly Dictionary<int, ElementReference> items = [];
    private TreeModel model = null!;
    private readonly List<IDisposable> subscriptions = [];
    private int current;
    private int? shown;
    private bool focus;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private BoardNews News { get; set; } = default!;

    /// <summary>Whose subtree the list shows; null for all.</summary>
    [Parameter]
    public int? Selected { get; set; }

    [Parameter]
    public EventCallback<int?> SelectedChanged { get; set; }

    [Parameter, EditorRequired]
    public Func<NodeView, int> Count { get; set; } = default!;

    [Parameter, EditorRequired]
    public string CountTitle { get; set; } = "";

    private int SelectedOrRoot => Selected ?? Board.RootId;

    protected override void OnInitialized()
    {
        model = new TreeModel(Board);
        foreach (var top in Board.Tops)
        {
            subscriptions.Add(News.Subscribe(top, () => _ = InvokeAsync(() =>
            {
                if (model.Refresh())
                    StateHasChanged();
            })));
        }
    }

    protected override void OnParametersSet()
    {
        if (shown == SelectedOrRoot)
            return;
        shown = current = SelectedOrRoot;
        model.Reveal(current);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && items.TryGetValue(current, out var selected))
        {
            await using var script = await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Organizations/RegisterTree.razor.js");
            await script.InvokeVoidAsync("show", selected);
        }
        if (!focus || !items.TryGetValue(current, out var item))
            return;
        focus = false;
        await item.FocusAsync();
    }

    private async Task ChooseAsync(TreeLine line)
    {
        var id = line.Node.Id;
        current = line.Key;
        if (line.Hidden > 0)
        {
            model.ShowMore(id);
            return;
        }
        model.Open(id);
        await SelectedChanged.InvokeAsync(Board.Under(id));
    }

    private async Task KeyAsync(KeyboardEventArgs e, TreeLine line)
    {
        if (e.Key is "Enter" or " ")
        {
            await ChooseAsync(line);
            return;
        }
        var next = model.Step(line.Key, e.Key);
        focus = next != current;
        current = next;
    }

    private static string? Text(bool? value) => value switch { null => null, true => "true", false => "false" };

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
