namespace Eseur.Admin.Features.Letters;

/// <summary>
/// How many letters this node gives to one domain: large mailboxes refuse whoever comes too fast. A bucket for each domain
/// fills evenly and holds a tenth of a minute's letters.
/// </summary>
internal sealed class DomainPace(SendingSettings settings, TimeProvider clock)
{
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> buckets = new(StringComparer.Ordinal);

    private double PerSecond => settings.PerDomainMinute / 60d;

    private double Holds => Math.Max(1, settings.PerDomainMinute / 10d);

    /// <returns>Whether a letter may go there now; it is counted then.</returns>
    public bool TryTake(string? domain)
    {
        if (domain is null || settings.PerDomainMinute == 0)
            return true;
        lock (buckets)
        {
            var left = LeftIn(domain);
            if (left < 1)
                return false;
            buckets[domain] = (left - 1, clock.GetUtcNow());
            return true;
        }
    }

    /// <summary>Domains that take no more for the moment.</summary>
    public IReadOnlyList<string> Resting()
    {
        lock (buckets)
        {
            foreach (var domain in buckets.Keys.Where(d => LeftIn(d) >= Holds).ToList())
                buckets.Remove(domain);
            return [.. buckets.Keys.Where(d => LeftIn(d) < 1)];
        }
    }

    private double LeftIn(string domain) => buckets.TryGetValue(domain, out var bucket)
        ? Math.Min(Holds, bucket.Left + ((clock.GetUtcNow() - bucket.At).TotalSeconds * PerSecond))
        : Holds;
}
