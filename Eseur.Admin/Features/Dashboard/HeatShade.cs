using Eseur.Domain.Completeness;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>How dark a cell of the heat map is: the same share has the same shade on every dashboard.</summary>
internal static class HeatShade
{
    /// <summary>Lower bounds, in percent, of steps 2 and on; step 1 is anything above nought.</summary>
    private static readonly decimal[] Bounds = [1, 5, 10, 20, 35, 50, 70, 90];

    /// <summary>One organisation's missing field is no hundred percent: a list of them would be black.</summary>
    private const int One = 4;

    /// <summary>The darkest step.</summary>
    public const int Darkest = 9;

    /// <summary>0 for nothing missing, then 1 to <see cref="Darkest"/>; the colours are in HeatMap.razor.css.</summary>
    public static int Step(Share share) => share switch
    {
        { Part: 0 } => 0,
        { Whole: 1 } => One,
        _ => 1 + Bounds.Count(b => share.Cut() >= b),
    };
}
