namespace Eseur.Admin.Features.Demo;

/// <summary>
/// SplitMix64. The framework promises no particular sequence for its own seeded generator, and a seed has to give
/// the same registry on every machine and under every later version.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int min, int max) => min + Below(max - min + 1);

    /// <summary>Above nought and below one, so that a logarithm of it exists.</summary>
    public double Unit() => ((Next() >> 11) + 0.5) / (1UL << 53);

    public bool Chance(double share) => Unit() < share;

    /// <summary>About normal, within ±6: a sum of twelve, which every processor adds up alike.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>From a list that begins with the most frequent.</summary>
    public T PickFrequent<T>(IReadOnlyList<T> from)
    {
        var unit = Unit();
        return from[(int)(unit * unit * from.Count)];
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all;
    }

    /// <summary>A sequence of its own: what is drawn from it moves nothing drawn elsewhere.</summary>
    public static DemoRandom For(int seed, string purpose, int number = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
            hash = (hash ^ c) * 1099511628211UL;
        var mixed = new DemoRandom(hash ^ ((ulong)(uint)seed << 32) ^ (uint)number);
        return new DemoRandom(mixed.Next());
    }
}
