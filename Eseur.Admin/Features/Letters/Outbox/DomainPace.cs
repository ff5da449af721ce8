namespace Eseur.Admin.Features.Letters;

/// <summary>
/// How many letters this node gives to one domain: large mailboxes refuse whoever comes too fast. A bucket for each domain
/// fills evenly and holds a tenth of a minute's letters. One that was found empty rests until it is half full: the queue is
/// not asked again for the sake of each single letter.
/// </summary>
internal sealed class DomainPace(SendingSettings settings, TimeProvider clock)
{
    private readonly Dictionary<string, (double Left, DateTimeOffset At, bool Rests)> buckets = new(StringComparer.Ordinal);

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
            buckets[domain] = (left < 1 ? left : left - 1, clock.GetUtcNow(), Rests: left < 1);
            return left >= 1;
        }
    }

    /// <summary>Domains that take no more for the moment.</summary>
    public IReadOnlyList<string> Resting()
    {
        lock (buckets)
        {
            foreach (var domain in buckets.Keys.Where(d => LeftIn(d) >= Holds).ToList())
                buckets.Remove(domain);
            return [.. buckets.Where(b => LeftIn(b.Key) < (b.Value.Rests ? Math.Max(1, Holds / 2) : 1)).Select(b => b.Key)];
        }
    }

    private double LeftIn(string domain) => buckets.TryGetValue(domain, out var bucket)
        ? Math.Min(Holds, bucket.Left + ((clock.GetUtcNow() - bucket.At).TotalSeconds * PerSecond))
        : Holds;
}
