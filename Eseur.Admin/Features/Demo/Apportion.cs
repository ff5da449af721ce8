namespace Eseur.Admin.Features.Demo;

internal static class Apportion
{
    /// <summary>
    /// Divides <paramref name="total"/> whole things by weight, at least <paramref name="least"/> to each, the largest
    /// remainders rounded up: the parts sum to the total exactly.
    /// </summary>
    public static int[] By(IReadOnlyList<long> weights, int total, int least = 0)
    {
        var free = total - (least * weights.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(free, nameof(total));
        var sum = weights.Sum();
        var parts = new int[weights.Count];
        var remainders = new (long Left, int Index)[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (whole, left) = Math.DivRem(weights[i] * free, sum);
            parts[i] = least + (int)whole;
            remainders[i] = (-left, i);
        }
        Array.Sort(remainders);
        var missing = total - parts.Sum();
        for (var i = 0; i < missing; i++)
            parts[remainders[i].Index]++;
        return parts;
    }
}
