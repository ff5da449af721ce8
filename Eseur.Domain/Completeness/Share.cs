using System.Globalization;

namespace Eseur.Domain.Completeness;

/// <summary>A part of a whole with its printed percentage, cut and never rounded, as the union's slides print it.</summary>
public readonly record struct Share(long Part, long Whole)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    /// <summary>"38,5": the share in percent cut to <paramref name="decimals"/>; empty where the whole is nought.</summary>
    public string Percent(int decimals = 1) => Whole == 0 ? "" : Cut(decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), Russian);

    /// <summary>The printed percentage as a number.</summary>
    public decimal Cut(int decimals = 1)
    {
        if (Whole == 0)
            return 0;
        var scale = (long)Math.Pow(10, decimals);
        return (long)((Int128)Part * 100 * scale / Whole) / (decimal)scale;
    }

    public static Share operator +(Share a, Share b) => new(a.Part + b.Part, a.Whole + b.Whole);

    public double Fraction => Whole == 0 ? 0 : (double)Part / Whole;
}
