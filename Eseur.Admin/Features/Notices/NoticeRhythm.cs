using System.Globalization;
using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Notices;

/// <summary>Section "Notices" of the settings.</summary>
/// <param name="Gather">How long changes of one passport by one person are gathered into one notice.</param>
/// <param name="Rounds">Whether this node does what is done by the clock: reminders, digests, deleting what is old. Several may.</param>
public sealed record NoticeRhythm(TimeSpan Gather, bool Rounds)
{
    private const string Section = "Notices";
    private const int StandardMinutes = 10;
    private const int MostMinutes = 24 * 60;

    /// <exception cref="StartupException">A setting makes no sense.</exception>
    public static NoticeRhythm From(IConfiguration configuration)
    {
        var minutes = configuration[$"{Section}:GatherMinutes"] is { Length: > 0 } text ? text : StandardMinutes.ToString(CultureInfo.InvariantCulture);
        var rounds = configuration[$"{Section}:Rounds"] is { Length: > 0 } word ? word : "true";
        return new NoticeRhythm(
            int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostMinutes
                ? TimeSpan.FromMinutes(number)
                : throw new StartupException($"Настройка {Section}:GatherMinutes: «{minutes}» — нужно число минут от 0 до {MostMinutes}."),
            bool.TryParse(rounds, out var yes) ? yes : throw new StartupException($"Настройка {Section}:Rounds: «{rounds}» — нужно true или false."));
    }
}
