using System.Globalization;
using Eseur.Domain.Completeness;

namespace Eseur.Admin.Shared;

/// <summary>Numbers, shares and times as people here read them: narrow spaces between thousands, Moscow time.</summary>
public static class Ru
{
    /// <summary>U+202F: keeps "27 818" on one line and narrow.</summary>
    private const char NarrowSpace = '\u202f';

    public static readonly CultureInfo Culture = MakeCulture();

    // Russia has had no summer time since 2014; the fixed offset spares machines without a time zone database.
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    public static string Number(long n) => n.ToString("N0", Culture);

    public static string Percent(Share share, int decimals = 1) => share.Whole == 0 ? "—" : share.Percent(decimals) + NarrowSpace + "%";

    /// <summary>"27 818 из 72 127 на 21.11.2026": what stands behind a percentage.</summary>
    public static string Parts(Share share, DateOnly on) => $"{Number(share.Part)} из {Number(share.Whole)} на {Date(on)}";

    public static string Date(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    public static DateTime ToMoscow(DateTime utc) => utc + Moscow;

    public static string Time(DateTime utc) => ToMoscow(utc).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);

    public static string Clock(DateTime utc) => ToMoscow(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day in Moscow at a moment of UTC.</summary>
    public static DateOnly MoscowDay(DateTime utc) => DateOnly.FromDateTime(ToMoscow(utc));

    public static DateOnly MoscowToday(this TimeProvider clock) => MoscowDay(clock.GetUtcNow().UtcDateTime);

    /// <summary>The moment, UTC, at which <paramref name="day"/> begins in Moscow.</summary>
    public static DateTime MoscowMidnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - Moscow;

    /// <summary>"−0,7", "+1,2": a difference of two printed percentages; null where nothing moved.</summary>
    public static string? Change(decimal points, int decimals = 1) => points == 0 ? null : (points < 0 ? "−" : "+") + Points(points, decimals);

    /// <summary>"0,7": how far apart two printed percentages are.</summary>
    public static string Points(decimal points, int decimals = 1) => Math.Abs(points).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), Culture);

    /// <summary>The same words with a capital, where they stand alone.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpper(words[0], Culture) + words[1..];

    /// <summary>One of three forms by number: 1 поле, 2 поля, 5 полей.</summary>
    public static string Plural(long n, string one, string few, string many) => (n % 100, n % 10) switch
    {
        ( >= 11 and <= 14, _) => many,
        (_, 1) => one,
        (_, >= 2 and <= 4) => few,
        _ => many,
    };

    private static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("ru-RU").Clone();
        culture.NumberFormat.NumberGroupSeparator = NarrowSpace.ToString();
        return CultureInfo.ReadOnly(culture);
    }
}
