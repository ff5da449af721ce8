using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Eseur.Admin.Shared.Editing;

public abstract partial class RecordPage<TEditor>
{
    private bool disposed;
    private int loadedId;
    private (int OrganizationId, IDisposable Subscription)? news;
    private IJSObjectReference? script;
    private DotNetObjectReference<RecordPage<TEditor>>? self;

    [Inject]
    protected TEditor Editor { get; set; } = default!;

    [Inject]
    private BoardNews News { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public string? TabKey { get; set; }

    /// <summary>The counted place or field a link points at: a letter, a dashboard's row.</summary>
    [SupplyParameterFromQuery(Name = "field")]
    public string? FieldKey { get; set; }

    protected abstract Catalogue Catalogue { get; }

    /// <summary>Of the page, without the tab.</summary>
    protected abstract string Address { get; }

    /// <summary>A dialog holds the keys.</summary>
    protected virtual bool IsDialogOpen => false;

    protected CatalogueTab Tab { get; set; } = default!;

    protected FieldHistoryOf? FieldHistory { get; set; }

    protected bool Loaded { get; private set; }

    /// <summary>Identifier of what the keyboard goes to after the next drawing.</summary>
    protected string? Focus { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (loadedId != Id)
        {
            (Loaded, FieldHistory, loadedId) = (false, null, Id);
            Editor.Cancel();
            CloseDialogs();
            var wanted = Id;
            await Editor.LoadAsync(wanted);
            // The page may have gone on to another record, whose own loading does the rest.
            if (loadedId != wanted)
                return;
            Listen();
            // A save between the reading and the subscription is not missed.
            await Editor.RefreshAsync();
            if (loadedId != wanted)
                return;
            Loaded = true;
        }
        Tab = Catalogue.Tab(TabKey) ?? Catalogue.Tabs[0];
        if (FieldKey is not null && Editor.Record is not null)
            Point(FieldKey);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await Browser.InvokeAsync<IJSObjectReference>("import", "./Shared/Editing/RecordPage.razor.js");
            self = DotNetObjectReference.Create(this);
            await script.InvokeVoidAsync("start", self);
        }
        if (Focus is { } id && Loaded && script is not null)
        {
            Focus = null;
            await script.InvokeVoidAsync("focusOn", id);
        }
    }

    /// <summary>Ctrl+S, wherever the focus is.</summary>
    [JSInvokable]
    public async Task SaveFromKeyboardAsync()
    {
        if (IsDialogOpen || Editor.Unsaved == 0)
            return;
        await SaveAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        news?.Subscription.Dispose();
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("stop");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, with its listeners.
        }
        self?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens what a link names: a field by its place.</summary>
    protected virtual void Point(string key)
    {
        if (Catalogue.Field(key) is { } field && Catalogue.TabOf(field) is { } owner)
            (Tab, Focus) = (owner, "f-" + key);
    }

    protected virtual void CloseDialogs() { }

    /// <summary>After an act that saved by itself.</summary>
    protected async Task ReloadAsync()
    {
        await Editor.LoadAsync(Id);
        Listen();
    }

    /// <summary>The address follows the tab without a navigation: the page keeps its place and what was typed.</summary>
    protected async Task SelectAsync(CatalogueTab wanted)
    {
        Tab = wanted;
        if (script is not null)
            await script.InvokeVoidAsync("address", $"{Address}/{wanted.Key}");
    }

    protected async Task SaveAsync()
    {
        if (!await Editor.SaveAsync())
            ShowWhatIsWrong();
    }

    protected async Task SettleAsync(IReadOnlyDictionary<FieldConflict, bool> keepMine)
    {
        if (!await Editor.SettleAsync(keepMine))
            ShowWhatIsWrong();
    }

    /// <summary>The next gap's input takes over from the one that has just been closed.</summary>
    protected void GapSent(Gap gap)
    {
        if (Editor.Conflicts.Count > 0)
            Focus = "conflicts";
        else if (Editor.Of(gap.Field!).IsEdited(gap.Field!))
            Focus = "gap-" + gap.Key;
        else
            FocusNextGap();
    }

    protected void FocusNextGap() => Focus = Editor.Record!.Missing.Count > 0 ? "gap-" + Editor.Record.Missing[0].Key : "gaps";

    /// <summary>The record may have moved to another organisation, whose news it is part of from then on.</summary>
    private void Listen()
    {
        if (disposed || Editor.Record?.OrganizationId == news?.OrganizationId)
            return;
        news?.Subscription.Dispose();
        news = Editor.Record is { OrganizationId: var organization } ? (organization, News.Subscribe(organization, () => _ = InvokeAsync(HearAsync))) : null;
    }

    private void ShowWhatIsWrong()
    {
        if (Editor.Conflicts.Count > 0)
        {
            Focus = "conflicts";
        }
        else if (Catalogue.Fields.FirstOrDefault(f => Editor.Own.Error(f) is not null) is { } wrong)
        {
            Tab = Catalogue.TabOf(wrong)!;
            Focus = "f-" + wrong.Key;
        }
    }

    private async Task HearAsync()
    {
        if (!await Editor.RefreshAsync())
            return;
        Listen();
        StateHasChanged();
    }
}
