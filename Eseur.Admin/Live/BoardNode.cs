using Eseur.Domain.Completeness;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>An organisation on the board. Mutable parts change only under the board's lock; a reader gets <see cref="NodeView"/>.</summary>
internal sealed class BoardNode
{
    private readonly BoardSums sums = new();
    private NodeFigures? figures;

    public required BoardRow Row { get; set; }

    /// <summary>Its own members by measure; of primary organisations only. Replaced whole, never written into.</summary>
    public int[]? OwnMembers { get; set; }

    public BoardNode? Parent { get; set; }

    public List<BoardNode> Children { get; } = [];

    public bool IsCounted => Row.Status == OrganizationStatus.Active && Row.Level != OrganizationLevel.Nation;

    public GapBits Bits => new(Row.Applicable, Row.Missing);

    public NodeFigures Figures => figures ??= sums.ToFigures();

    /// <summary>Adds (or with -1 takes away) one organisation's own counts to this node's sums.</summary>
    public void Count(BoardNode own, int sign)
    {
        sums.Count(own.Bits, own.Row.Reported, own.Row.Level.Group(), sign);
        CountMembers(own.OwnMembers, sign);
    }

    public void CountMembers(int[]? members, int sign)
    {
        sums.CountMembers(members, sign);
        figures = null;
    }

    /// <summary>Adds (or takes away) the sums of a whole subtree, when it comes or goes.</summary>
    public void CountSubtree(BoardNode subtree, int sign)
    {
        sums.Count(subtree.sums, sign);
        figures = null;
    }
}

/// <summary>What a page sees of an organisation on the board.</summary>
public sealed record NodeView(int Id, int? SuperiorId, OrganizationLevel Level, OrganizationStatus Status, string Name, string? RegionCode, GapBits Own, int ChildCount, NodeFigures Figures)
{
    public MemberFigures Members => Figures.Members;
}
