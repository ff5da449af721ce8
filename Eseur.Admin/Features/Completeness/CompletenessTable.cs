using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Completeness;

/// <summary>One line of the table of unfilled fields, as the union's slides print it.</summary>
public sealed record CompletenessRow(CatalogueTab Tab, Gap Gap, Share Share);

/// <summary>The table of unfilled fields of an organisation with all below it: the same on the page, in the command and in Excel.</summary>
public static class CompletenessTable
{
    public static IReadOnlyList<CompletenessRow> Of(NodeFigures figures) => Of(figures, Catalogue.Passport);

    public static IReadOnlyList<CompletenessRow> Of(NodeFigures figures, Catalogue catalogue) =>
        [.. catalogue.Tabs.SelectMany(tab => tab.Gaps, (tab, gap) => new CompletenessRow(tab, gap, figures.Of(gap)))];

    /// <summary>The line above the table: how many organisations it is about, by the levels of the slides.</summary>
    public static string Counts(NodeFigures figures) =>
        $"Организаций: {Ru.Number(figures.Total)} (региональных {Ru.Number(figures.Count(LevelGroup.Regional))}, окружных {Ru.Number(figures.Count(LevelGroup.Okrug))}, "
        + $"территориальных {Ru.Number(figures.Count(LevelGroup.Territorial))}, первичных {Ru.Number(figures.Count(LevelGroup.Primary))})";
}
