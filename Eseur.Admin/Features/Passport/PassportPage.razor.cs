using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Passport;

public partial class PassportPage
{
    private CatalogueTab tab = Catalogue.Passport.Tabs[0];
    private RowToEdit? row;
    private Gap? exempting;
    private FieldHistoryOf? fieldHistory;
    private string? focus;
    private bool closesGap;
    private bool loaded;
    private int loadedId;
    private IDisposable? news;
    private IJSObjectReference? script;
    private DotNetObjectReference<PassportPage>? self;

    [Inject]
    private PassportEditor Editor { get; set; } = default!;

    [Inject]
    private BoardNews News { get; set; } = default!;

    [Inject]
    private CompletenessBoard Board { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public string? TabKey { get; set; }

    /// <summary>The counted place or field a link points at: a letter, a dashboard's row.</summary>
    [SupplyParameterFromQuery(Name = "field")]
    public string? FieldKey { get; set; }

    private string? ReadOnlyReason => Editor.Now switch
    {
        { Level: OrganizationLevel.Nation } => "У самого Профсоюза паспорта нет: паспорта ведут его организации. Цифры по всему Профсоюзу — на сводке.",
        { Status: not OrganizationStatus.Active } now => $"Организация не действует ({now.Status.Label().ToLower(Shared.Ru.Culture)}): паспорт только для чтения."
            + (now.SuccessorId is { } id && Board.TryRead(id, out var successor) ? $" Правопреемник: {successor.Name}." : ""),
        { MayWrite: false } => "Вы можете читать этот паспорт, но не менять его.",
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loadedId != Id)
        {
            news?.Dispose();
            loaded = false;
            (row, exempting, fieldHistory, loadedId) = (null, null, null, Id);
            Editor.Cancel();
            // Before the reading: a save in between is not missed, and a page left meanwhile leaves no subscription behind.
            news = News.Subscribe(Id, () => _ = InvokeAsync(HearAsync));
            await Editor.LoadAsync(Id);
            loaded = true;
        }
        tab = Catalogue.Passport.Tab(TabKey) ?? Catalogue.Passport.Tabs[0];
        if (FieldKey is not null && Editor.Now is not null)
            Point(FieldKey);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Passport/PassportPage.razor.js");
            self = DotNetObjectReference.Create(this);
            await script.InvokeVoidAsync("start", self);
        }
        if (focus is { } id && loaded && script is not null)
        {
            focus = null;
            await script.InvokeVoidAsync("focusOn", id);
        }
    }

    /// <summary>Ctrl+S, wherever the focus is.</summary>
    [JSInvokable]
    public async Task SaveFromKeyboardAsync()
    {
        if (row is not null || Editor.Unsaved == 0)
            return;
        await SaveAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        news?.Dispose();
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

    /// <summary>Opens what a link names: a field by its place, a list, or a line's field in the line's own dialog.</summary>
    private void Point(string key)
    {
        if (Catalogue.Passport.Field(key) is { } field && Catalogue.Passport.TabOf(field) is { } owner)
        {
            tab = owner;
            focus = "f-" + key;
            if (field.Owner == typeof(Chairperson) && Editor.Now!.MayWrite)
                Open(new RowToEdit(ChairpersonTab.Chairpersons, Editor.Now.Chairperson, Editor.Now.Chairperson is null ? null : key));
            else if (owner.RowSets.FirstOrDefault(s => s.Fields.Contains(field)) is { } set)
                focus = "f-" + set.Key;
        }
        else if (Catalogue.Passport.RowSets.FirstOrDefault(s => s.Key == key) is { } rows)
        {
            tab = Catalogue.Passport.Tab(rows.Tab)!;
            focus = "f-" + key;
            if (Editor.Now!.MayWrite && Editor.Now.IsMissing(key))
                Open(new RowToEdit(rows, null));
        }
        if (row is not null)
            focus = null;
    }

    private void Open(RowToEdit wanted) => (row, closesGap) = (wanted, Editor.Now!.IsMissing(wanted.Set.Key));

    private void CloseRow()
    {
        // The button that opened the dialog went with the gap it closed.
        if (closesGap && !Editor.Now!.IsMissing(row!.Set.Key))
            FocusNextGap();
        row = null;
    }

    /// <summary>The address follows the tab without a navigation: the page keeps its place and what was typed.</summary>
    private async Task SelectAsync(CatalogueTab wanted)
    {
        tab = wanted;
        if (script is not null)
            await script.InvokeVoidAsync("address", $"organizations/{Id}/passport/{wanted.Key}");
    }

    private async Task SaveAsync()
    {
        if (!await Editor.SaveAsync())
            ShowWhatIsWrong();
    }

    private async Task SettleAsync(IReadOnlyDictionary<FieldConflict, bool> keepMine)
    {
        if (!await Editor.SettleAsync(keepMine))
            ShowWhatIsWrong();
    }

    /// <summary>The next gap's input takes over from the one that has just been closed.</summary>
    private void GapSent(Gap gap)
    {
        if (Editor.Conflicts.Count > 0)
            focus = "conflicts";
        else if (Editor.Of(gap.Field!).IsEdited(gap.Field!))
            focus = "gap-" + gap.Key;
        else
            FocusNextGap();
    }

    private void FocusNextGap() => focus = Editor.Now!.Missing.Count > 0 ? "gap-" + Editor.Now.Missing[0].Key : "gaps";

    private void ShowWhatIsWrong()
    {
        if (Editor.Conflicts.Count > 0)
        {
            focus = "conflicts";
        }
        else if (Editor.Now!.Fields.FirstOrDefault(f => Editor.Own.Error(f) is not null) is { } wrong)
        {
            tab = Catalogue.Passport.TabOf(wrong)!;
            focus = "f-" + wrong.Key;
        }
    }

    private async Task HearAsync()
    {
        if (await Editor.RefreshAsync())
            StateHasChanged();
    }
}
