using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>All mailings that the acting person sees.</summary>
public sealed partial class MailingsPage : IDisposable
{
    private const int PageSize = 50;

    private IReadOnlyList<MailingRow>? rows;
    private IReadOnlyList<NodeView> places = [];
    private bool mayWrite;
    private bool mayMail;
    private bool choosing;
    private int page = 1;
    private int total;
    private string? problem;

    [Inject]
    private MailingList List { get; set; } = default!;

    [Inject]
    private MailingActs Acts { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<MailingsPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        var actor = await Current.GetAsync();
        mayWrite = actor?.Scope.MayAnywhere(Powers.Write) == true;
        mayMail = actor?.Scope.IsWhole(Powers.Give) == true;
        // Where somebody's right to write begins: those are the names they may write in.
        places = [.. Board.Tops.Where(id => actor is not null && Board.SubtreePath(id) is { } path && actor.MayWrite(path)).Select(id => Board.TryRead(id, out var node) ? node : null).OfType<NodeView>()];
        await ReadAsync();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        if (Navigation.QueryOf("letters") is not { } query)
            return;
        page = int.TryParse(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).GetValueOrDefault("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 100_000 ? n : 1;
        try
        {
            (total, rows) = (await List.CountAsync(), await List.PageAsync((page - 1) * PageSize, PageSize));
        }
        catch (Exception e)
        {
            Log.LogError(e, "The list of mailings could not be read.");
            (rows, problem) = (rows ?? [], Sentences.ServerFault);
        }
    }

    private Task BeginAsync()
    {
        if (places is [var only])
            return CreateAsync(only.Id);
        (choosing, problem) = (places.Count > 1, places.Count > 1 ? null : "У вас нет права на рассылки ни одной организации.");
        return Task.CompletedTask;
    }

    private async Task CreateAsync(int organizationId)
    {
        choosing = false;
        try
        {
            var id = await Acts.CreateAsync(organizationId);
            Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"letters/{id}"));
        }
        catch (RuleBrokenException refused)
        {
            problem = refused.Message;
        }
    }

    private static string? Parts(MailingRow row, Share share) => row.StartedAt is { } at ? Ru.Parts(share, Ru.MoscowDay(at)) : null;

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
