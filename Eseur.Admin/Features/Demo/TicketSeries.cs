namespace Eseur.Admin.Features.Demo;

/// <summary>
/// Numbers of tickets, each once: the series grows by one with every ticket, and the rest of the number follows from a key,
/// so that nobody tells the next number from the last. Growing, they are written in the order of their key.
/// </summary>
internal sealed class TicketSeries(int seed)
{
    private const ulong Rest = 1_000_000_000;
    private const ulong FirstSeries = 1_000_000;

    private readonly ulong key = DemoRandom.For(seed, "tickets").Next();
    private ulong last;

    public long Next()
    {
        var series = ++last;
        return (long)(((FirstSeries + series) * Rest) + (new DemoRandom(key ^ (series * 0x9E3779B97F4A7C15)).Next() % Rest));
    }
}
