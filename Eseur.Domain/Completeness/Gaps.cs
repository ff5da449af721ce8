using System.Numerics;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Completeness;

/// <summary>Which counted places concern an organisation, and which of those are not filled; bit N is the gap with that bit.</summary>
public readonly record struct GapBits(long Applicable, long Missing)
{
    public int MissingCount => BitOperations.PopCount((ulong)Missing);

    public int ApplicableCount => BitOperations.PopCount((ulong)Applicable);

    /// <summary>Adds this organisation's places to sums by bit; <paramref name="sign"/> -1 takes them away.</summary>
    public void AddTo(int[] missing, int[] applicable, int sign = 1)
    {
        Add(missing, Missing, sign);
        Add(applicable, Applicable, sign);
    }

    // A counter written by a newer program may hold bits this one has no place for.
    private static void Add(int[] sums, long bits, int sign)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            var bit = BitOperations.TrailingZeroCount(bits);
            if (bit < sums.Length)
                sums[bit] += sign;
        }
    }
}

public static class Gaps
{
    /// <summary>Counts one passport. A closed organisation, and the root, concern nothing.</summary>
    public static GapBits Of(Organization organization) =>
        organization.IsActive && organization.Level != OrganizationLevel.Nation
            ? Of(Catalogue.Passport, organization, gap => organization.Exemptions.Any(e => e.GapKey == gap.Key))
            : default;

    /// <summary>Counts one card. A member who is off record concerns nobody.</summary>
    public static GapBits Of(Member member) => member.IsOnRecord ? Of(Catalogue.Card, member, _ => false) : default;

    private static GapBits Of(Catalogue catalogue, object subject, Func<Gap, bool> exempt)
    {
        long applicable = 0, missing = 0;
        foreach (var gap in catalogue.Gaps)
        {
            if (!gap.Audience.Includes(subject) || exempt(gap))
                continue;
            applicable |= gap.Mask;
            if (gap.IsMissing(subject))
                missing |= gap.Mask;
        }
        return new GapBits(applicable, missing);
    }
}
