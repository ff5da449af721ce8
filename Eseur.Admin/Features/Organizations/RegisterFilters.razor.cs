using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Organizations;

/// <summary>The search box, the menus of conditions, and the chips of those in force.</summary>
public sealed partial class RegisterFilters : IDisposable
{
    private const string Any = "any";
    private static readonly OrganizationStatus?[] Statuses = [OrganizationStatus.Active, OrganizationStatus.Reorganized, OrganizationStatus.Liquidated, null];
    private static readonly FilterMenu.Option[] Gaps = [.. Catalogue.Passport.Gaps.Select(g => new FilterMenu.Option(g.Key, g.Title, Catalogue.Passport.TabOf(g).Title))];
    private static readonly FilterMenu.Option[] Levels =
        [.. Enum.GetValues<LevelGroup>().Where(l => l != LevelGroup.None).Select(l => new FilterMenu.Option(l.ToString(), Ru.Sentence(FilterChip.LevelText(l))))];

    private List<FilterChip> chips = [];
    private Debounce debounce = null!;
    private string text = "";
    private string? asked;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public OrganizationFilter Filter { get; set; } = default!;

    [Parameter]
    public EventCallback<OrganizationFilter> FilterChanged { get; set; }

    private IEnumerable<ReferenceItem> KnownRegions => References.Book.Items(ReferenceLists.Region);

    private FilterMenu.Option[] Districts => [.. KnownRegions.Select(r => r.Group).OfType<string>().Distinct().Order().Select(g => new FilterMenu.Option(g, g))];

    private FilterMenu.Option[] Regions => [.. KnownRegions.OrderBy(r => r.Group).Select(r => new FilterMenu.Option(r.Code, r.Label, r.Group))];

    private FilterMenu.Option[] Types => [.. References.Book.Items(ReferenceLists.InstitutionType).Select(t => new FilterMenu.Option(t.Code, t.Label))];

    protected override void OnInitialized() => debounce = new Debounce(Clock);

    protected override void OnParametersSet()
    {
        // A code nobody knows reads as itself, which may be the name of another.
        chips = [.. FilterChip.Of(Filter, References.Book).DistinctBy(c => c.Text)];
        // What a person is typing is newer than the address the page came from.
        if (asked == Filter.Query)
            return;
        asked = Filter.Query;
        text = Filter.Query ?? "";
    }

    private async Task TypeAsync()
    {
        if (!await debounce.SettledAsync())
            return;
        asked = text.Trim() is { Length: > 0 } query ? query : null;
        await FilterChanged.InvokeAsync(Filter with { Query = asked });
    }

    private Task StatusAsync(ChangeEventArgs e) =>
        ChangeAsync(Filter with { Status = Enum.TryParse<OrganizationStatus>((string?)e.Value, out var status) ? status : null });

    private Task ChangeAsync(OrganizationFilter filter)
    {
        debounce.Cancel();
        return FilterChanged.InvokeAsync(filter);
    }

    public void Dispose() => debounce.Dispose();
}
