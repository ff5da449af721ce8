using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>All mailings that the acting person sees.</summary>
public sealed partial class MailingsPage : IDisposable
{
    private const int PageSize = 50;

    private static readonly (MailingState?, string)[] States = [(null, "В любом состоянии"), .. Enum.GetValues<MailingState>().Select(s => ((MailingState?)s, s.Label()))];

    private IReadOnlyList<MailingRow>? rows;
    private IReadOnlyList<NodeView> places = [];
    private bool mayWrite;
    private bool mayMail;
    private bool choosing;
    private MailingState? state;
    private DateOnly today;
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
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<MailingsPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        today = Clock.MoscowToday();
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
        var asked = QueryHelpers.ParseQuery(query);
        state = QueryWords.Read<MailingState>(asked.GetValueOrDefault("state"));
        page = QueryWords.ReadPage(asked.GetValueOrDefault("page"));
        try
        {
            (total, rows) = (await List.CountAsync(state: state), await List.PageAsync((page - 1) * PageSize, PageSize, state: state));
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

    private static string Link(MailingState? state, int page)
    {
        var link = QueryWords.Of(state) is { } word ? QueryHelpers.AddQueryString("letters", "state", word) : "letters";
        return page > 1 ? QueryHelpers.AddQueryString(link, "page", page.ToString(CultureInfo.InvariantCulture)) : link;
    }

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
