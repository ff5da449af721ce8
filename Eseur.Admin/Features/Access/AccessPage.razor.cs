using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Access;

/// <summary>Who works in the registry where the acting person gives access. All of the page's state is its address.</summary>
public sealed partial class AccessPage : IDisposable
{
    private static readonly IReadOnlyList<(RegistryRole? Value, string Text)> Roles = [(null, "Любая роль"), .. Enum.GetValues<RegistryRole>().Select(r => ((RegistryRole?)r, r.Label()))];

    private static readonly IReadOnlyList<(AccessState? Value, string Text)> States =
        [(null, "Приглашённые и работающие"), (AccessState.Invited, "Приглашённые"), (AccessState.Working, "Работающие"), (AccessState.Closed, "Закрытые")];

    private static readonly IReadOnlyList<(bool Value, string Text)> Ends = [(false, "Любой срок"), (true, "Заканчивается в течение месяца")];

    private AccessFilter filter = new();
    private IReadOnlyList<AccessRow>? rows;
    private int total;
    private int asked;
    private bool inviting;
    private bool unread;
    private string? said;

    [Inject]
    private AccessList List { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<AccessPage> Log { get; set; } = default!;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        return ReadAsync();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        said = null;
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        if (Navigation.QueryOf("access") is not { } query)
            return;
        filter = AccessFilter.Parse(query);
        var mine = ++asked;
        try
        {
            var (found, count) = await List.ReadAsync(filter);
            // An answer that comes after a newer one was asked for is of no use.
            if (mine == asked)
                (rows, total, unread) = (found, count, false);
        }
        catch (System.Data.Common.DbException e)
        {
            Log.LogError(e, "The list of people was not read.");
            unread = true;
        }
    }

    private void Go(AccessFilter to) => Navigation.NavigateTo(PageLink(to));

    /// <summary>Letters of one query are one step for the "back" button.</summary>
    private void Typed(AccessFilter to) => Navigation.NavigateTo(PageLink(to), replace: to.Query != filter.Query && filter.Query is not null);

    private async Task InvitedAsync(string done)
    {
        (inviting, said) = (false, done);
        await ReadAsync();
    }

    private static string PageLink(AccessFilter to) => "access" + to.ToQueryString();

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
