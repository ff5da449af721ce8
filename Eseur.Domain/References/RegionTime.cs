using System.Collections.Frozen;

namespace Eseur.Domain.References;

/// <summary>Clocks of the subjects of the Federation. Source: federal law 107-ФЗ of 3 June 2011, article 5; where a subject has several zones, its capital's.</summary>
public static class RegionTime
{
    private const int MoscowAheadOfUtc = 3;

    private static readonly FrozenDictionary<string, int> AheadOfMoscow = new (int Hours, string Codes)[]
    {
        (-1, "39"), (1, "18 30 63 64 73"), (2, "02 45 56 59 66 72 74 86 89"), (3, "55"), (4, "04 17 19 22 24 42 54 70"), (5, "03 38"),
        (6, "14 28 75"), (7, "25 27 79"), (8, "49 65"), (9, "41 87"),
    }.SelectMany(zone => zone.Codes.Split(' ').Select(code => (code, zone.Hours))).ToFrozenDictionary(z => z.code, z => z.Hours, StringComparer.Ordinal);

    /// <summary>Hours that the region's clock is ahead of Moscow's; nought for those that live by Moscow's and for unknown ones.</summary>
    public static int HoursAheadOfMoscow(string? region) => region is null ? 0 : AheadOfMoscow.GetValueOrDefault(region);

    /// <summary>The first moment from <paramref name="from"/> on at which the region's clock shows <paramref name="hour"/>; within that hour, at once.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="hour">0 to 23.</param>
    /// <returns>UTC.</returns>
    public static DateTime Next(DateTime from, int hour, string? region)
    {
        var ahead = TimeSpan.FromHours(MoscowAheadOfUtc + HoursAheadOfMoscow(region));
        var local = from + ahead;
        if (local.Hour == hour)
            return from;
        var at = local.Date.AddHours(hour);
        return (at > local ? at : at.AddDays(1)) - ahead;
    }
}
