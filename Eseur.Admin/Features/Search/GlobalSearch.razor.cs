using System.Data.Common;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Search;

/// <summary>Search by Ctrl+K from any page.</summary>
public sealed partial class GlobalSearch : IDisposable
{
    private IReadOnlyList<SearchHit> hits = [];
    private CancellationTokenSource stop = new();
    private Debounce debounce = null!;
    private string text = "";
    private bool open;
    private bool asking;
    private bool failed;
    private int active;
    private int own;

    [Inject]
    private GlobalSearchIndex Index { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Said => failed ? "Поиск сейчас не отвечает. Попробуйте ещё раз через минуту."
        : hits.Count == 0 && !asking ? "Ничего не найдено. Наберите часть названия, первые цифры ИНН, фамилию, билет или телефон." : "";

    protected override void OnInitialized()
    {
        debounce = new Debounce(Clock);
        own = Board.RootId;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Search/GlobalSearch.razor.js");
    }

    private Task OpenAsync()
    {
        (open, text) = (true, "");
        return FindAsync();
    }

    private async Task TypeAsync()
    {
        if (await debounce.SettledAsync())
            await FindAsync();
    }

    private async Task FindAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
        stop = new CancellationTokenSource();
        (asking, failed) = (true, false);
        try
        {
            (hits, active) = (await Index.FindAsync(text, own, stop.Token), 0);
            asking = false;
        }
        catch (OperationCanceledException)
        {
            // A newer text is being looked for.
        }
        catch (DbException)
        {
            // The box stands outside the page and its boundary: a fault here would take the page along, with what is typed in it.
            (hits, asking, failed) = ([], false, true);
        }
    }

    private void Key(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown": active = Math.Min(active + 1, hits.Count - 1); break;
            case "ArrowUp": active = Math.Max(active - 1, 0); break;
            case "Enter" when active >= 0 && active < hits.Count: Go(hits[active]); break;
        }
    }

    private void Go(SearchHit hit)
    {
        Index.Remember(hit);
        Close();
        Navigation.NavigateTo(hit.Href);
    }

    private void Close() => open = false;

    public void Dispose()
    {
        debounce.Dispose();
        stop.Cancel();
        stop.Dispose();
    }
}
