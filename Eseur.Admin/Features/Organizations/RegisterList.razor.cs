using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The found organisations: only the lines on the screen are read and drawn.</summary>
public sealed partial class RegisterList : IDisposable
{
    private Virtualize<OrganizationRow>? rows;
    private CancellationTokenSource asking = new();
    private OrganizationFilter? shown;
    private int shownEdition;
    private int? total;
    private bool stale;

    [Inject]
    private OrganizationList List { get; set; } = default!;

    [Parameter, EditorRequired]
    public OrganizationFilter Filter { get; set; } = default!;

    /// <summary>Grows when the same filter must be asked again.</summary>
    [Parameter]
    public int Edition { get; set; }

    /// <summary>How many were found, each time it is known anew.</summary>
    [Parameter]
    public EventCallback<int> Counted { get; set; }

    /// <summary>An act on a line of the list was done.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string EmptyTitle => Filter.Query is { } query ? $"По запросу «{query}» ничего не найдено" : "Таких организаций нет";

    private string EmptyAdvice => (Filter.Query, Filter.Lacks.Count) switch
    {
        (not null, _) => "Проверьте, как написано название, или наберите только его часть. ИНН можно набирать с первых цифр.",
        (null, > 0) => "Значит, всё заполнено. Снимите условие «Не заполнено», чтобы увидеть остальных.",
        _ => "Под эти условия не подходит ни одна организация. Снимите одно из них.",
    };

    /// <summary>The one step that widens the search most.</summary>
    private (string Text, OrganizationFilter Without)? Widened =>
        Filter.Under is not null ? ("Искать во всём Профсоюзе", Filter with { Under = null })
        : Filter.ToQueryString() != new OrganizationFilter { Query = Filter.Query }.ToQueryString() ? ("Сбросить условия", new OrganizationFilter { Query = Filter.Query })
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (shown?.ToQueryString() == Filter.ToQueryString() && shownEdition == Edition)
            return;
        (shown, shownEdition) = (Filter, Edition);
        asking.Cancel();
        asking.Dispose();
        asking = new CancellationTokenSource();
        try
        {
            total = await List.CountAsync(Filter, asking.Token);
            stale = true;
            await Counted.InvokeAsync(total.Value);
        }
        catch (OperationCanceledException)
        {
            // A newer filter is being asked.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!stale || rows is null)
            return;
        stale = false;
        await rows.RefreshDataAsync();
        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<OrganizationRow>> ProvideAsync(ItemsProviderRequest request)
    {
        if (total is not { } known || shown is null)
            return new ItemsProviderResult<OrganizationRow>([], 0);
        var take = Math.Clamp(known - request.StartIndex, 0, request.Count);
        return new ItemsProviderResult<OrganizationRow>(await List.PageAsync(shown, request.StartIndex, take, request.CancellationToken), known);
    }

    public void Dispose()
    {
        asking.Cancel();
        asking.Dispose();
    }
}
