using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Completeness;

/// <summary>One line of the table of unfilled fields, as the union's slides print it.</summary>
public sealed record CompletenessRow(PassportTab Tab, Gap Gap, Share Share);

/// <summary>The table of unfilled fields of an organisation with all below it: the same on the page, in the command and in Excel.</summary>
public static class CompletenessTable
{
    public static IReadOnlyList<CompletenessRow> Of(NodeFigures figures) =>
        [.. PassportCatalogue.Tabs.SelectMany(tab => tab.Gaps, (tab, gap) => new CompletenessRow(tab, gap, figures.Of(gap)))];
}
