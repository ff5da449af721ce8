using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Reports;

/// <summary>Adds up the gaps of a list that is no subtree.</summary>
internal sealed class BitSums
{
    private readonly int[] missing = new int[Catalogue.Passport.BitCount];
    private readonly int[] applicable = new int[Catalogue.Passport.BitCount];
    private readonly int[] byLevel = new int[Enum.GetValues<LevelGroup>().Length];

    public void Add(GapBits bits, OrganizationLevel level)
    {
        bits.AddTo(missing, applicable);
        byLevel[(int)level.Group()]++;
    }

    public NodeFigures Figures() => new(missing, applicable, byLevel, MemberFigures.None);
}
