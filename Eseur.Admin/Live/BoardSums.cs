using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>Running sums of a subtree. Arrays come into being with the first thing counted: most organisations are leaves, and many have no members.</summary>
internal sealed class BoardSums
{
    private static readonly int Bits = Catalogue.Passport.BitCount;
    private static readonly int Levels = Enum.GetValues<LevelGroup>().Length;

    private readonly int[] byLevel = new int[Levels];
    private int[]? missing;
    private int[]? applicable;
    private int[]? members;
    private ReportedMembers reported;

    public NodeFigures ToFigures() => new(Copy(missing, Bits), Copy(applicable, Bits), [.. byLevel], new MemberFigures(Copy(members, Measures.All.Count), reported));

    public void Count(GapBits bits, ReportedMembers more, LevelGroup level, int sign)
    {
        bits.AddTo(missing ??= new int[Bits], applicable ??= new int[Bits], sign);
        byLevel[(int)level] += sign;
        reported = sign > 0 ? reported + more : reported - more;
    }

    public void CountMembers(int[]? counts, int sign)
    {
        if (counts is not null)
            Add(members ??= new int[Measures.All.Count], counts, sign);
    }

    public void Count(BoardSums other, int sign)
    {
        Add(missing ??= new int[Bits], other.missing, sign);
        Add(applicable ??= new int[Bits], other.applicable, sign);
        Add(byLevel, other.byLevel, sign);
        CountMembers(other.members, sign);
        reported = sign > 0 ? reported + other.reported : reported - other.reported;
    }

    private static void Add(int[] sums, int[]? other, int sign)
    {
        for (var i = 0; i < (other?.Length ?? 0); i++)
            sums[i] += sign * other![i];
    }

    private static int[] Copy(int[]? sums, int length) => sums is null ? new int[length] : [.. sums];
}
