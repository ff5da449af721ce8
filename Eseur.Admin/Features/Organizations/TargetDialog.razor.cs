using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Organizations;

/// <summary>Asks where an organisation goes: under another superior, or into another organisation.</summary>
public sealed partial class TargetDialog
{
    private OrganizationCard? card;
    private Candidates candidates = new([]);
    private OrganizationHit? picked;
    private bool saving;
    private string? error;

    [Inject]
    private OrganizationMoves Moves { get; set; } = default!;

    [Inject]
    private OrganizationSearch Search { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Parameter, EditorRequired]
    public int OrganizationId { get; set; }

    [Parameter]
    public bool Merge { get; set; }

    [Parameter]
    public EventCallback Done { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    private string SuperiorName => card?.SuperiorId is { } id && Board.TryRead(id, out var superior) ? superior.Name : "—";

    protected override async Task OnInitializedAsync()
    {
        card = await Search.CardAsync(OrganizationId);
        if (card is null)
            return;
        // Only what will be accepted is offered: the right level, within the person's own subtree, not below itself.
        var levels = Enum.GetValues<OrganizationLevel>().Where(l => Merge ? l.Group() == card.Level.Group() : card.Level.MayStandUnder(l));
        candidates = new Candidates([.. levels], Powers.Write, Board.SubtreePath(OrganizationId));
    }

    private async Task SaveAsync()
    {
        if (picked is null || card is null || saving)
            return;
        (saving, error) = (true, null);
        try
        {
            await (Merge ? Moves.MergeAsync(card.Id, card.Version, picked.Id) : Moves.MoveAsync(card.Id, card.Version, picked.Id));
            await Done.InvokeAsync();
        }
        catch (RuleBrokenException refused)
        {
            error = refused.Message;
        }
        finally
        {
            saving = false;
        }
    }
}
