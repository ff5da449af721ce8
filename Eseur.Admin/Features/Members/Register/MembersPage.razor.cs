using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>The register of members. All of its state but what is picked is its address.</summary>
public sealed partial class MembersPage : IDisposable
{
    private readonly MemberSelection selection = new();
    private MemberFilter filter = new();
    private Actor? actor;
    private MemberCount? counted;
    private bool mayPutOnRecord;
    private int edition;
    private Job? job;
    private string? refused;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private MemberJobs Jobs { get; set; } = default!;

    [Inject]
    private MemberRegister Register { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private ILogger<MembersPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        actor = await Current.GetAsync();
        Read();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void Read()
    {
        if (Navigation.QueryOf("members") is not { } query)
            return;
        var was = filter;
        filter = MemberFilter.Parse(query);
        if (job is not { IsGoing: true } && actor?.UserId is { } user)
            job = Jobs.Find(Link(filter), user);
        // «Все найденные» were others.
        if (selection.All is not null && (was with { Order = filter.Order, Descending = filter.Descending }).ToQueryString() != filter.ToQueryString())
            selection.Clear();
        mayPutOnRecord = filter.Under is { } under && Board.TryRead(under, out var place) && place.Level.IsPrimary() && place.Status == OrganizationStatus.Active
            && actor is not null && Board.SubtreePath(under) is { } path && actor.MayWrite(path);
    }

    private void Go(MemberFilter to) => Navigation.NavigateTo(Link(to));

    /// <summary>Letters of one query are one step for the "back" button.</summary>
    private void Typed(MemberFilter to) => Navigation.NavigateTo(Link(to), replace: to.Query != filter.Query && filter.Query is not null);

    private void Watch(Job started)
    {
        job = started;
        selection.Clear();
    }

    private async Task ExportAsync()
    {
        if (actor?.UserId is not { } user)
            return;
        try
        {
            refused = null;
            Watch(Jobs.Export(user, Link(filter), await Register.IdsAsync(filter), excel: true));
        }
        catch (RuleBrokenException e)
        {
            refused = e.Message;
        }
        catch (Exception e)
        {
            Log.LogError(e, "An export of members could not be started by user {User}.", user);
            refused = Sentences.ServerFault;
        }
    }

    private void Again() => edition++;

    private static string Link(MemberFilter to) => "members" + to.ToQueryString();

    public void Dispose() => Navigation.LocationChanged -= OnMoved;
}
