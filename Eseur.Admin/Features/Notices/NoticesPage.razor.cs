using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Eseur.Admin.Features.Notices;

/// <summary>A person's own notices. What is shown is the page's address.</summary>
public sealed partial class NoticesPage
{
    private static readonly IReadOnlyList<(NoticeKind? Value, string Text)> Kinds = [(null, "Обо всём"), .. NoticeKinds.All.Select(k => ((NoticeKind?)k.Kind, k.Label))];
    private static readonly IReadOnlyList<(bool Value, string Text)> Reads = [(false, "Все"), (true, "Непрочитанные")];

    /// <summary>Read on this page: the lines stay where they are until the list is asked for anew.</summary>
    private readonly HashSet<long> read = [];

    private NoticeFilter filter = new();
    private Virtualize<Line>? list;
    private IDisposable? subscription;
    private Unread? last;
    private int? total;
    private int unread;
    private bool stale;
    private bool failed;

    [Inject]
    private NoticeList Notices { get; set; } = default!;

    [Inject]
    private NoticeNews News { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        await TakeAddressAsync();
        if (RendererInfo.IsInteractive && (await Current.GetAsync())?.UserId is { } person)
            subscription = News.Subscribe(person, now => _ = InvokeAsync(() => HearAsync(now)));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!stale || list is null)
            return;
        stale = false;
        await list.RefreshDataAsync();
        StateHasChanged();
    }

    private void Go(NoticeFilter wanted) => Navigation.NavigateTo("notices" + wanted.ToQueryString());

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (Navigation.QueryOf("notices") is null)
            return;
        await TakeAddressAsync();
        StateHasChanged();
    });

    private Task TakeAddressAsync()
    {
        filter = NoticeFilter.Parse(Navigation.QueryOf("notices"));
        return CountAsync();
    }

    /// <summary>Something came: the list begins with it. What was only read stays in sight.</summary>
    private async Task HearAsync(Unread now)
    {
        var came = last is { } before && now.Last > before.Last;
        last = now;
        if (!came)
            return;
        await CountAsync();
        StateHasChanged();
    }

    private Task CountAsync() => TryAsync(async () =>
    {
        (total, unread) = await Notices.CountAsync(filter);
        read.Clear();
        stale = true;
    });

    private async ValueTask<ItemsProviderResult<Line>> ProvideAsync(ItemsProviderRequest request)
    {
        if (total is not { } known)
            return new ItemsProviderResult<Line>([], 0);
        // One line more, the one before: whether a day begins here is seen by it.
        var begin = Math.Max(0, request.StartIndex - 1);
        var rows = await Notices.PageAsync(filter, begin, request.StartIndex - begin + Math.Clamp(known - request.StartIndex, 0, request.Count), request.CancellationToken);
        var lines = rows.Select((row, i) => new Line(row, i == 0 ? begin == 0 && request.StartIndex == 0 ? GroupOf(row) : null : GroupOf(rows[i - 1]) == GroupOf(row) ? null : GroupOf(row)));
        return new ItemsProviderResult<Line>([.. lines.Skip(request.StartIndex - begin)], known);
    }

    private static string GroupOf(NoticeRow row) => row.IsRead ? Ru.Date(Ru.MoscowDay(row.At)) : "Непрочитанные";

    private Task ReadAsync(NoticeRow row) => TryAsync(async () =>
    {
        await Notices.ReadAsync(row.Id);
        if (read.Add(row.Id) && unread > 0)
            unread--;
    });

    private Task ReadAllAsync() => TryAsync(async () =>
    {
        await Notices.ReadAllAsync(filter);
        await CountAsync();
    });

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            failed = false;
        }
        catch (DbException)
        {
            failed = true;
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        subscription?.Dispose();
    }

    /// <param name="Heading">Where a group of lines begins.</param>
    private sealed record Line(NoticeRow Row, string? Heading);
}
