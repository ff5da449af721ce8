using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Live.Cards;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>How many the filter finds, of how many there are in the same place.</summary>
public readonly record struct MemberCount(int Found, int Of);

/// <summary>The found members: only the lines on the screen are read and drawn.</summary>
public sealed partial class MemberList : IDisposable
{
    /// <summary>
    /// Browsers end a page's height between 17 and 33 million pixels; two and a half million lines would need 150. So many
    /// lines are scrolled through at a time, also as a phone's taller ones, and a letter or a button leads on.
    /// </summary>
    internal const int Stretch = 100_000;

    private const string Alphabet = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ";

    /// <summary>Shorter lists are scrolled.</summary>
    private const int WorthLetters = 300;

    private Virtualize<MemberRow>? rows;
    private readonly CancellationTokenSource left = new();
    private CancellationTokenSource asking = new();
    private MemberFilter? shown;
    private MemberCount? count;
    private IReadOnlyList<(string Text, int At)> letters = [];
    private int shownEdition;
    private int from;
    private bool ready;
    private bool stale;

    [Inject]
    private MemberRegister Register { get; set; } = default!;

    [Inject]
    private ReadingRecorder Readings { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Parameter, EditorRequired]
    public MemberFilter Filter { get; set; } = default!;

    [Parameter, EditorRequired]
    public MemberSelection Selection { get; set; } = default!;

    /// <summary>Grows when the same filter must be asked again.</summary>
    [Parameter]
    public int Edition { get; set; }

    /// <summary>How many were found, each time it is known anew.</summary>
    [Parameter]
    public EventCallback<MemberCount> Counted { get; set; }

    [Parameter]
    public EventCallback SelectionChanged { get; set; }

    private string EmptyTitle => Filter.Query is { } query ? $"По запросу «{query}» никого не найдено" : "Таких членов Профсоюза нет";

    private string EmptyAdvice => (Filter.Query, Filter.Lacks.Count) switch
    {
        (not null, _) when MemberQuery.Of(Filter.Query).IsNumber => "Проверьте номер или адрес: он нужен целиком. Возможно, человек снят с учёта: поищите вместе со снятыми.",
        (not null, _) => "Проверьте, как написана фамилия, или наберите только её начало. Слова можно набирать в любом порядке.",
        (null, > 0) => "Значит, всё заполнено. Снимите условие «Не заполнено», чтобы увидеть остальных.",
        _ => "Под эти условия не подходит никто. Снимите одно из них.",
    };

    /// <summary>The one step that widens the search most.</summary>
    private (string Text, MemberFilter Without)? Widened =>
        Filter.Under is not null ? ("Искать во всём Профсоюзе", Filter with { Under = null })
        : Filter.Query is not null && Filter.OnRecord is true ? ("Искать вместе со снятыми с учёта", Filter with { OnRecord = null })
        : Filter.ToQueryString() != (Filter.Bare with { Query = Filter.Query }).ToQueryString() ? ("Сбросить условия", Filter.Bare with { Query = Filter.Query })
        : null;

    protected override Task OnParametersSetAsync()
    {
        ready = Register.Ready.IsCompleted;
        return ready ? AskAsync() : Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // After drawing: a page that waits for the index is sent at once and fills itself.
        if (firstRender && !ready && await ReadyAsync())
        {
            ready = true;
            await AskAsync();
            StateHasChanged();
        }
        if (!stale || rows is null)
            return;
        stale = false;
        await rows.RefreshDataAsync();
        StateHasChanged();
    }

    /// <summary>False for those who left before the index was ready.</summary>
    private async Task<bool> ReadyAsync()
    {
        try
        {
            await Register.Ready.WaitAsync(left.Token);
            return !left.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync()
    {
        if (shown?.ToQueryString() == Filter.ToQueryString() && shownEdition == Edition)
            return;
        var filter = Filter;
        (shown, shownEdition, from) = (filter, Edition, 0);
        asking.Cancel();
        asking.Dispose();
        asking = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        try
        {
            var found = await Register.FindAsync(filter, asking.Token);
            var of = await Register.FindAsync(new MemberFilter { Under = filter.Under, OnRecord = filter.OnRecord }, asking.Token);
            count = new MemberCount(found.Count, Math.Max(found.Count, of.Count));
            letters = Register.MayOrder(filter) ? Letters(found, filter) : [];
            stale = true;
            await Counted.InvokeAsync(count.Value);
            if (filter.AsksForPersons)
                await Readings.SearchAsync(await Current.GetAsync(), filter.Query ?? "", filter.Under, found.Count, string.Join(", ", MemberChips.Of(filter with { Query = null, Under = null }, References.Book).Select(c => c.Text)));
        }
        catch (OperationCanceledException)
        {
            // A newer filter is being asked.
        }
    }

    private async ValueTask<ItemsProviderResult<MemberRow>> ProvideAsync(ItemsProviderRequest request)
    {
        if (count is not { } known || shown is not { } filter)
            return new ItemsProviderResult<MemberRow>([], 0);
        var lines = Math.Min(Stretch, known.Found - from);
        var found = await Register.FindAsync(filter, request.CancellationToken);
        var ids = Register.Page(found, filter, from + request.StartIndex, Math.Clamp(lines - request.StartIndex, 0, request.Count));
        return new ItemsProviderResult<MemberRow>(await Register.RowsAsync(ids, request.CancellationToken), lines);
    }

    private Task GoToAsync(int at)
    {
        from = at;
        return rows?.RefreshDataAsync() ?? Task.CompletedTask;
    }

    private Task PickAsync(int id)
    {
        Selection.Toggle(id);
        return SelectionChanged.InvokeAsync();
    }

    private static IReadOnlyList<(string, int)> Letters(FoundCards found, MemberFilter filter)
    {
        if (filter.Order != CardOrder.Name || filter.Descending || found.Count < WorthLetters)
            return [];
        var starts = Alphabet.Select(l => found.CountBefore(l.ToString())).Append(found.Count).ToArray();
        return [.. Alphabet.Select((l, i) => (l.ToString(), starts[i])).Where((_, i) => starts[i] < starts[i + 1])];
    }

    public void Dispose()
    {
        left.Cancel();
        asking.Dispose();
        left.Dispose();
    }
}
