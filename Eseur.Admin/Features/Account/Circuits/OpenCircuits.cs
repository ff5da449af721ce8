using System.Collections.Concurrent;

namespace Eseur.Admin.Features.Account;

/// <summary>All open pages of this node.</summary>
internal sealed class OpenCircuits(CircuitLimits limits, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, OpenCircuit> circuits = new(StringComparer.Ordinal);

    public IReadOnlyCollection<OpenCircuit> All => [.. circuits.Values];

    /// <summary>One page too many closes the person's oldest.</summary>
    public void Add(OpenCircuit circuit)
    {
        circuits[circuit.Id] = circuit;
        foreach (var oldest in circuits.Values.Where(c => c.UserId == circuit.UserId && !c.IsLeft).OrderByDescending(c => c.OpenedAt).Skip(limits.PerUser))
            _ = oldest.ToClosedAsync(clock);
    }

    public void Remove(string id) => circuits.TryRemove(id, out _);
}
