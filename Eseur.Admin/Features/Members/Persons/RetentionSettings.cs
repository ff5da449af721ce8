using System.Globalization;
using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>How long cards of those off record are kept with their names.</summary>
/// <param name="OffRecordYears">Full years since the day off record; null for ever.</param>
public sealed record RetentionSettings(int? OffRecordYears)
{
    private const string Key = "Retention:OffRecordYears";
    private const int MostYears = 100;

    /// <exception cref="StartupException">The setting makes no sense.</exception>
    public static RetentionSettings From(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" => new RetentionSettings((int?)null),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is > 0 and <= MostYears => new RetentionSettings(years),
        var text => throw new StartupException($"Настройка {Key}: «{text}» не годится. Нужно число лет от 1 до {MostYears}; пусто — не стирать никогда."),
    };

    /// <summary>Cards taken off before this day are past their time; null where none ever are.</summary>
    public DateOnly? Before(DateOnly today) => OffRecordYears is { } years ? today.AddYears(-years) : null;
}
