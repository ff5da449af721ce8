using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Live;

/// <summary>An organisation on the board. Mutable parts change only under the board's lock; a reader gets <see cref="NodeView"/>.</summary>
internal sealed class BoardNode
{
    private int[]? missing;
    private int[]? applicable;
    private readonly int[] byLevel = new int[Enum.GetValues<LevelGroup>().Length];
    private NodeFigures? figures;

    public required BoardRow Row { get; set; }

    public BoardNode? Parent { get; set; }

    public List<BoardNode> Children { get; } = [];

    public bool IsCounted => Row.Status == OrganizationStatus.Active && Row.Level != OrganizationLevel.Nation;

    public GapBits Bits => new(Row.Applicable, Row.Missing);

    public NodeFigures Figures => figures ??= new NodeFigures(Copy(missing), Copy(applicable), [.. byLevel]);

    /// <summary>Adds (or with -1 takes away) one organisation's own bits to this node's sums.</summary>
    public void Count(GapBits bits, LevelGroup level, int sign)
    {
        missing ??= new int[Catalogue.Passport.BitCount];
        applicable ??= new int[Catalogue.Passport.BitCount];
        bits.AddTo(missing, applicable, sign);
        byLevel[(int)level] += sign;
        figures = null;
    }

    /// <summary>Adds (or takes away) the sums of a whole subtree, when it comes or goes.</summary>
    public void CountSubtree(BoardNode subtree, int sign)
    {
        missing ??= new int[Catalogue.Passport.BitCount];
        applicable ??= new int[Catalogue.Passport.BitCount];
        AddAll(missing, subtree.missing, sign);
        AddAll(applicable, subtree.applicable, sign);
        AddAll(byLevel, subtree.byLevel, sign);
        figures = null;
    }

    private static void AddAll(int[] sums, int[]? other, int sign)
    {
        for (var i = 0; i < (other?.Length ?? 0); i++)
            sums[i] += sign * other![i];
    }

    private static int[] Copy(int[]? sums) => sums is null ? new int[Catalogue.Passport.BitCount] : [.. sums];
}

/// <summary>What a page sees of an organisation on the board.</summary>
public sealed record NodeView(int Id, int? SuperiorId, OrganizationLevel Level, OrganizationStatus Status, string Name, string? RegionCode, GapBits Own, int ChildCount, NodeFigures Figures);
