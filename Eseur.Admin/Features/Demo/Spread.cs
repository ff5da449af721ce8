namespace Eseur.Admin.Features.Demo;

internal static class Spread
{
    /// <summary>
    /// Says how many of each cell's things are marked: all of them together exactly <paramref name="total"/>, none more than
    /// it has, and each thing with chances for and against in proportion to the odds of its cell.
    /// </summary>
    public static ushort[] Over(int[] available, double[] odds, int total, DemoRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, available.Sum(), nameof(total));
        var factor = Factor(available, odds, total);
        var parts = new ushort[available.Length];
        // Cut at whole numbers along the running sum, from a drawn beginning: no cell is off its share by one or more.
        double running = random.Unit();
        var given = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (available[i] == 0)
                continue;
            running += available[i] * Share(odds[i] * factor);
            parts[i] = (ushort)Math.Clamp((long)running - given, 0, available[i]);
            given += parts[i];
        }
        // What rounding of the running sum itself left over.
        for (var i = 0; given != total; i = (i + 1) % parts.Length)
        {
            if (given < total && parts[i] < available[i])
                (parts[i], given) = ((ushort)(parts[i] + 1), given + 1);
            else if (given > total && parts[i] > 0)
                (parts[i], given) = ((ushort)(parts[i] - 1), given - 1);
        }
        return parts;
    }

    private static double Factor(int[] available, double[] odds, int total)
    {
        var (low, high) = (-40.0, 40.0);
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            var factor = Math.Exp(middle);
            var sum = 0.0;
            for (var i = 0; i < available.Length; i++)
            {
                if (available[i] > 0)
                    sum += available[i] * Share(odds[i] * factor);
            }
            (low, high) = sum < total ? (middle, high) : (low, middle);
        }
        return Math.Exp(high);
    }

    private static double Share(double odds) => odds / (1 + odds);
}
