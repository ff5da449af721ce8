using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The search box, the menus of conditions, and the chips of those in force.</summary>
public sealed partial class RegisterFilters
{
    private static readonly (OrganizationStatus?, string)[] Statuses =
        [.. new OrganizationStatus?[] { OrganizationStatus.Active, OrganizationStatus.Reorganized, OrganizationStatus.Liquidated, null }.Select(s => (s, Ru.Sentence(OrganizationChips.StatusText(s))))];

    private static readonly FilterMenu.Option[] Gaps = [.. Catalogue.Passport.Gaps.Select(g => new FilterMenu.Option(g.Key, g.Title, Catalogue.Passport.TabOf(g).Title))];
    private static readonly FilterMenu.Option[] Levels =
        [.. Enum.GetValues<LevelGroup>().Where(l => l != LevelGroup.None).Select(l => new FilterMenu.Option(l.ToString(), Ru.Sentence(OrganizationChips.LevelText(l))))];

    private List<FilterChip<OrganizationFilter>> chips = [];

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter, EditorRequired]
    public OrganizationFilter Filter { get; set; } = default!;

    [Parameter]
    public EventCallback<OrganizationFilter> FilterChanged { get; set; }

    private IEnumerable<ReferenceItem> KnownRegions => References.Book.Items(ReferenceLists.Region);

    private FilterMenu.Option[] Districts => [.. KnownRegions.Select(r => r.Group).OfType<string>().Distinct().Order().Select(g => new FilterMenu.Option(g, g))];

    private FilterMenu.Option[] Regions => [.. KnownRegions.OrderBy(r => r.Group).Select(r => new FilterMenu.Option(r.Code, r.Label, r.Group))];

    private FilterMenu.Option[] Types => [.. References.Book.Items(ReferenceLists.InstitutionType).Select(t => new FilterMenu.Option(t.Code, t.Label))];

    // A code nobody knows reads as itself, which may be the name of another.
    protected override void OnParametersSet() => chips = [.. OrganizationChips.Of(Filter, References.Book).DistinctBy(c => c.Text)];
}
