using System.Data.Common;
using Eseur.Admin.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Notices;

public sealed partial class NoticeBell
{
    /// <summary>More are not counted out.</summary>
    private const int Shown = 9;

    private Actor? actor;
    private Unread unread;
    private bool counted;
    private IReadOnlyList<NoticeRow>? rows;
    private string? said;
    private int epoch;
    private IDisposable? subscription;

    [Inject]
    private NoticeList List { get; set; } = default!;

    [Inject]
    private NoticeNews News { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int? Person => actor is { NeedsSecondFactor: false } ? actor.UserId : null;

    protected override async Task OnInitializedAsync()
    {
        actor = await Current.GetAsync();
        if (!RendererInfo.IsInteractive || Person is not { } person)
            return;
        Navigation.LocationChanged += OnMoved;
        subscription = News.Subscribe(person, now => _ = InvokeAsync(() => TakeAsync(now)));
    }

    /// <summary>A list drawn anew is closed: the page that was asked for must not lie under it.</summary>
    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        epoch++;
        StateHasChanged();
    });

    private async Task TakeAsync(Unread now)
    {
        var isNew = counted && now.Last > unread.Last;
        (unread, counted) = (now, true);
        if (isNew || rows is not null)
            await ReadAsync();
        if (isNew && rows is [{ IsRead: false } newest, ..])
            said = $"Новое уведомление: {newest.Title}";
        StateHasChanged();
    }

    private Task OpenAsync(NoticeRow row) => row.IsRead ? Task.CompletedTask : TryAsync(() => List.ReadAsync(row.Id));

    private Task ReadAllAsync() => TryAsync(async () =>
    {
        await List.ReadAllAsync(new NoticeFilter());
        unread = unread with { Count = 0 };
        rows = await List.LatestAsync();
    });

    private Task ReadAsync() => TryAsync(async () => rows = await List.LatestAsync());

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (DbException)
        {
            // It stands on every page: a badge is not worth losing one. The next news asks again.
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        subscription?.Dispose();
    }
}
