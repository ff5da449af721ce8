using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Audit;

/// <summary>The record for auditors. All of its state is its address.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageSize = 50;

    private AuditFilter filter = new();
    private Actor? actor;
    private string? shown;
    private string? placeName;
    private IReadOnlyList<ToldChange> changes = [];
    private IReadOnlyList<ToldReading> readings = [];
    private IReadOnlyList<(string Title, Seal? Seal)> seals = [];
    private AuditPlace? next;
    private bool read;
    private bool failed;
    private Job? job;
    private string? refused;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private AuditLog Log { get; set; } = default!;

    [Inject]
    private AuditJobs Jobs { get; set; } = default!;

    [Inject]
    private ReadingRecorder Readings { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        actor = await Current.GetAsync();
        await ReadAsync();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        if (Navigation.QueryOf("audit") is not { } query)
            return;
        filter = AuditFilter.Parse(query);
        if (shown == filter.ToQueryString())
            return;
        var asked = shown = filter.ToQueryString();
        (read, failed, refused) = (false, false, null);
        if (job is not { IsGoing: true } && actor?.UserId is { } user)
            job = Jobs.Find(Link(filter with { Before = null }), user);
        try
        {
            // SQLite reads without ever yielding: the page must not stand still meanwhile.
            var found = await Task.Run(() => FindAsync(filter));
            if (shown != asked)
                return;
            (changes, readings, next, seals, placeName) = found;
        }
        catch (DbException)
        {
            failed = shown == asked;
            (changes, readings, next) = ([], [], null);
        }
        read = true;
    }

    private async Task<(IReadOnlyList<ToldChange> Changes, IReadOnlyList<ToldReading> Readings, AuditPlace? Next, IReadOnlyList<(string Title, Seal? Seal)> Seals, string? Place)> FindAsync(AuditFilter asked)
    {
        await Readings.AuditAsync(actor, asked.Under, (asked.IsReadings ? "Кто смотрел" : "Что изменено") + (asked.Card is { } card ? $", карточка № {card}" : ""));
        var seen = asked.IsReadings ? await Log.ReadingsAsync(asked, PageSize) : null;
        var told = asked.IsReadings ? null : await Log.ChangesAsync(asked, PageSize);
        var place = asked.Under is { } under ? await Log.NameAsync(under) : null;
        return (told?.Lines ?? [], seen?.Lines ?? [], told?.Next ?? seen?.Next,
            [("Изменения:", await Log.LastSealAsync(SealChain.Changes)), ("Обращения:", await Log.LastSealAsync(SealChain.Readings))], place);
    }

    private void Go(AuditFilter to) => Navigation.NavigateTo(Link(to with { Before = null }));

    /// <summary>A link from a line: the same days, only of this card or organisation.</summary>
    private string Narrow(AuditFilter only) => Link(only with { IsReadings = filter.IsReadings, From = filter.From, To = filter.To });

    private void Export()
    {
        if (actor?.UserId is not { } user)
            return;
        try
        {
            (job, refused) = (Jobs.Export(user, Link(filter with { Before = null }), filter), null);
        }
        catch (RuleBrokenException e)
        {
            refused = e.Message;
        }
    }

    private static string Link(AuditFilter to) => "audit" + to.ToQueryString();

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
