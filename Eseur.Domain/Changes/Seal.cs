namespace Eseur.Domain.Changes;

/// <summary>Which lines a chain of seals covers. The numbers are stored.</summary>
public enum SealChain : byte { Changes = 1, Readings = 2 }

/// <summary>
/// One seal over a batch of lines and the seal before it. A removed, added or altered line no longer agrees with its seal,
/// and a replaced seal no longer agrees with the next one. Written after the lines, so that nobody who saves waits for it.
/// </summary>
public sealed class Seal
{
    private Seal() { }

    /// <param name="chain">What is sealed.</param>
    /// <param name="number">The place in the chain, from 1.</param>
    /// <param name="ranges">Identifiers of the lines as "5-90,92": numbers of transactions that failed are missing among them.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="hash">Over the lines and the hash of the seal before.</param>
    /// <param name="at">UTC.</param>
    public Seal(SealChain chain, int number, string ranges, int count, byte[] hash, DateTime at)
    {
        Chain = chain;
        Number = number;
        Ranges = ranges;
        Count = count;
        Hash = hash;
        At = at;
    }

    public int Id { get; private set; }

    public SealChain Chain { get; private set; }

    public int Number { get; private set; }

    public string Ranges { get; private set; } = "";

    public int Count { get; private set; }

    public byte[] Hash { get; private set; } = [];

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }
}
