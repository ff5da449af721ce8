using System.Globalization;
using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Letters;

/// <summary>Section "Sending" of the settings: how this node empties the outbox.</summary>
/// <param name="Enabled">Whether this node sends at all: a node of pages may leave it to others.</param>
/// <param name="Parallel">Letters on their way at once.</param>
/// <param name="PerDomainMinute">Letters to one domain in a minute; 0 for no limit.</param>
/// <param name="Lease">How long a letter is this node's. Another takes it over afterwards, so no conversation with a server lasts longer.</param>
/// <param name="Window">A letter of which no report has come for so long has arrived.</param>
public sealed record SendingSettings(bool Enabled, int Parallel, int PerDomainMinute, TimeSpan Lease, TimeSpan Window)
{
    private const string Section = "Sending";

    /// <exception cref="StartupException">A setting makes no sense.</exception>
    public static SendingSettings From(IConfiguration configuration)
    {
        var enabled = configuration[$"{Section}:Enabled"] ?? "true";
        return new SendingSettings(
            bool.TryParse(enabled, out var yes) ? yes : throw new StartupException($"Настройка {Section}:Enabled: «{enabled}» — нужно true или false."),
            Number("Parallel", 8, 1, 64),
            Number("PerDomainMinute", 600, 0, 1_000_000),
            TimeSpan.FromSeconds(Number("LeaseSeconds", 180, 5, 3600)),
            TimeSpan.FromHours(Number("WindowHours", 72, 0, 720)));

        int Number(string key, int standard, int least, int most)
        {
            if (configuration[$"{Section}:{key}"] is not { } text || string.IsNullOrWhiteSpace(text))
                return standard;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new StartupException($"Настройка {Section}:{key}: «{text}» — нужно число от {least} до {most}.");
        }
    }
}
