namespace Eseur.Admin.Features.Demo;

/// <summary>The villages of a district one after another, its centre more often than others.</summary>
internal sealed class Villages(string seat, IEnumerable<string> stems, DemoRandom random)
{
    private readonly string[] names = [.. random.Shuffled(stems).Select(stem => random.Unit() switch { < 0.7 => "с. ", < 0.87 => "п. ", _ => "д. " } + stem)];
    private int next;

    public string Next(out bool isSeat)
    {
        isSeat = random.Chance(0.3);
        if (isSeat)
            return seat;
        // A village has a school and then, as often as not, a kindergarten.
        if (random.Chance(0.6))
            next++;
        return names[next % names.Length];
    }
}
