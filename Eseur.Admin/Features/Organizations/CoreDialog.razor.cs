using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Organizations;

/// <summary>Core data of an organisation: of one that is, or of a new one under <see cref="SuperiorId"/>.</summary>
public sealed partial class CoreDialog
{
    private OrganizationLevel level;
    private string fullName = "";
    private string shortName = "";
    private string region = "";
    private bool legalEntity;
    private bool saving;
    private string? error;
    private int version;

    [Inject]
    private OrganizationMoves Moves { get; set; } = default!;

    [Inject]
    private OrganizationSearch Search { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter]
    public int? OrganizationId { get; set; }

    [Parameter]
    public int? SuperiorId { get; set; }

    /// <summary>Given the organisation changed or founded.</summary>
    [Parameter]
    public EventCallback<int> Done { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    private string Heading => Superior is null ? "Название и основные сведения" : "Новая организация";

    private NodeView? Superior => SuperiorId is { } id && Board.TryRead(id, out var node) ? node : null;

    protected override async Task OnInitializedAsync()
    {
        if (Superior is { } superior)
        {
            level = Levels(superior.Level).FirstOrDefault();
            region = superior.RegionCode ?? "";
        }
        else if (await Search.CardAsync(OrganizationId ?? 0) is { } card)
        {
            (fullName, shortName, region, legalEntity, version) = (card.Core.FullName, card.Core.ShortName, card.Core.RegionCode ?? "", card.Core.IsLegalEntity, card.Version);
        }
    }

    private static IEnumerable<OrganizationLevel> Levels(OrganizationLevel superior) =>
        Enum.GetValues<OrganizationLevel>().Where(l => l.MayStandUnder(superior));

    private async Task SaveAsync()
    {
        // A second click may be on its way before the button shows that it is disabled.
        if (saving)
            return;
        (saving, error) = (true, null);
        try
        {
            var core = new OrganizationCore(fullName, shortName, region.Length == 0 ? null : region, legalEntity);
            if (OrganizationId is { } id)
                await Moves.ChangeCoreAsync(id, version, core);
            else
                id = await Moves.FoundAsync(SuperiorId ?? 0, level, core);
            await Done.InvokeAsync(id);
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
