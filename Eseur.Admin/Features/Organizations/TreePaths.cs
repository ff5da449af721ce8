using System.Globalization;
using Eseur.Admin.Live;

namespace Eseur.Admin.Features.Organizations;

/// <summary>Paths of the tree as the database keeps them, read off the board without a query.</summary>
public static class TreePaths
{
    /// <summary>No organisation has it: a link to an organisation the registry does not know finds nothing, not everything.</summary>
    private const string Nowhere = "/0/";

    /// <summary>"/1/23/456/", or null for an organisation the board does not know.</summary>
    public static string? TreePath(this CompletenessBoard board, int id)
    {
        var path = board.PathTo(id);
        return path.Count == 0 ? null : "/" + string.Concat(path.Select(n => n.Id.ToString(CultureInfo.InvariantCulture) + "/"));
    }

    /// <summary>What <see cref="OrganizationFilter.Apply"/> takes: null where the whole tree is meant.</summary>
    public static string? UnderPath(this OrganizationFilter filter, CompletenessBoard board) =>
        filter.Under is { } under && under != board.RootId ? board.TreePath(under) ?? Nowhere : null;
}
