using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Tests.Features.Dashboard;

/// <summary>Board records made up for pure calculations.</summary>
internal static class Figures
{
    public static readonly Gap Dues = Catalogue.Passport.Gap("dues")!;
    public static readonly Gap Small = Catalogue.Passport.Gap("small")!;
    public static readonly Gap Head = Catalogue.Passport.Gap("head")!;

    public static NodeFigures Of(params (Gap Gap, int Missing, int Applicable)[] lines)
    {
        var (missing, applicable) = (new int[Catalogue.Passport.BitCount], new int[Catalogue.Passport.BitCount]);
        foreach (var (gap, part, whole) in lines)
            (missing[gap.Bit], applicable[gap.Bit]) = (part, whole);
        return new NodeFigures(missing, applicable, new int[Enum.GetValues<LevelGroup>().Length], MemberFigures.None);
    }

    public static NodeView Node(int id, string name, params (Gap Gap, int Missing, int Applicable)[] lines) =>
        new(id, 1, OrganizationLevel.Regional, OrganizationStatus.Active, name, "77", default, 1, Of(lines));
}
