using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>
/// The tree with its counters rolled up in memory. Dashboards read it, never the tables: a read takes about a microsecond,
/// a change climbs a handful of superiors. It is rebuilt from the counter rows at start.
/// </summary>
public sealed class CompletenessBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, BoardNode> nodes = [];

    /// <summary>Those that came before their superior: its row may have been under a writer's hands when theirs were read.</summary>
    private readonly HashSet<BoardNode> orphans = [];

    /// <summary>Identifier of the root, the union itself; 0 while the registry is empty.</summary>
    public int RootId { get; private set; }

    /// <summary>Members that came before their organisation, for the same reason.</summary>
    private readonly Dictionary<int, int[]> waitingMembers = [];

    /// <summary>The last counter number the board has seen.</summary>
    public long Sequence { get; private set; }

    /// <summary>The same of members' counters.</summary>
    public long MemberSequence { get; private set; }

    /// <summary>Grows when an organisation comes or is renamed.</summary>
    public int NamesEdition { get; private set; }

    public bool TryRead(int id, [NotNullWhen(true)] out NodeView? view)
    {
        lock (gate)
        {
            view = nodes.TryGetValue(id, out var node) ? View(node) : null;
            return view is not null;
        }
    }

    /// <summary>Direct subordinates by name; closed ones only on request.</summary>
    public IReadOnlyList<NodeView> Children(int id, bool withClosed = false)
    {
        List<NodeView> children = [];
        lock (gate)
        {
            if (nodes.TryGetValue(id, out var node))
                children.AddRange(node.Children.Where(c => withClosed || c.Row.Status == OrganizationStatus.Active).Select(View));
        }
        // Thousands of names are compared outside the lock: changes do not wait for a page.
        return [.. children.OrderBy(c => c.Level).ThenBy(c => c.Name, NaturalOrder.Instance)];
    }

    /// <summary>From the root down to the organisation itself.</summary>
    public IReadOnlyList<NodeView> PathTo(int id)
    {
        lock (gate)
        {
            var path = new List<NodeView>();
            for (var node = nodes.GetValueOrDefault(id); node is not null; node = node.Parent)
                path.Add(View(node));
            path.Reverse();
            return path;
        }
    }

    /// <summary>The stored path of an organisation, for queries over its subtree; null for none or an unknown one.</summary>
    public string? SubtreePath(int? id)
    {
        if (id is not { } known)
            return null;
        lock (gate)
        {
            string? path = null;
            for (var node = nodes.GetValueOrDefault(known); node is not null; node = node.Parent)
                path = string.Create(CultureInfo.InvariantCulture, $"/{node.Row.Id}") + (path ?? "/");
            return path;
        }
    }

    /// <summary>The organisation and all below it, closed ones too; empty for an unknown one.</summary>
    public IReadOnlyList<int> Subtree(int id)
    {
        var below = new List<int>();
        lock (gate)
        {
            if (nodes.TryGetValue(id, out var node))
                Collect(node, below);
        }
        return below;
    }

    public IReadOnlyList<(int Id, string Name)> Names()
    {
        lock (gate)
            return [.. nodes.Values.Select(n => (n.Row.Id, n.Row.Name))];
    }

    /// <summary>The regions, territories and other organisations that have subordinates, with the root: those whose days are kept.</summary>
    public IReadOnlyList<NodeView> Superiors()
    {
        lock (gate)
            return [.. nodes.Values.Where(n => n.Children.Count > 0 || n.Row.Level.Group() is not (LevelGroup.Primary)).Select(View)];
    }

    /// <summary>Takes rows in; returns the organisations whose sums moved, superiors included.</summary>
    public IReadOnlySet<int> Apply(IEnumerable<BoardRow> rows)
    {
        var moved = new HashSet<int>();
        lock (gate)
        {
            // A superior may come in the same batch as its subordinates, in any order.
            var all = rows.ToList();
            foreach (var row in all)
            {
                if (nodes.ContainsKey(row.Id))
                    continue;
                NamesEdition++;
                nodes[row.Id] = new BoardNode { Row = row with { Status = OrganizationStatus.Liquidated, Applicable = 0, Missing = 0, Reported = default, SuperiorId = null } };
            }
            foreach (var row in all)
                Take(row, moved);
            foreach (var orphan in orphans.Where(o => nodes.ContainsKey(o.Row.SuperiorId!.Value)).ToList())
                Take(orphan.Row, moved);
        }
        return moved;
    }

    /// <summary>Takes members' counters in; returns the organisations whose sums moved, superiors included.</summary>
    public IReadOnlySet<int> Apply(IEnumerable<BoardMembers> rows)
    {
        var moved = new HashSet<int>();
        lock (gate)
        {
            foreach (var (id, counts, sequence) in rows)
            {
                MemberSequence = Math.Max(MemberSequence, sequence);
                if (nodes.TryGetValue(id, out var node))
                    TakeMembers(node, counts, moved);
                else
                    waitingMembers[id] = counts;
            }
        }
        return moved;
    }

    private static void TakeMembers(BoardNode node, int[] counts, HashSet<int> moved)
    {
        for (var above = node; above is not null; above = above.Parent)
        {
            moved.Add(above.Row.Id);
            if (!node.IsCounted)
                continue;
            above.CountMembers(node.OwnMembers, -1);
            above.CountMembers(counts, +1);
        }
        node.OwnMembers = counts;
    }

    private void Take(BoardRow row, HashSet<int> moved)
    {
        var node = nodes[row.Id];
        var parent = row.SuperiorId is { } superior ? nodes.GetValueOrDefault(superior) : null;
        if (!ReferenceEquals(parent, node.Parent))
            Rehang(node, parent, moved);
        Climb(node, -1, moved);
        if (node.Row.Name != row.Name)
            NamesEdition++;
        node.Row = row;
        if (waitingMembers.Remove(row.Id, out var members))
            node.OwnMembers = members;
        Climb(node, +1, moved);
        if (parent is null && row.SuperiorId is not null)
            orphans.Add(node);
        else
            orphans.Remove(node);
        Sequence = Math.Max(Sequence, row.Sequence);
        if (row.Level == OrganizationLevel.Nation)
            RootId = row.Id;
    }

    private static void Climb(BoardNode node, int sign, HashSet<int> moved)
    {
        for (var above = node; above is not null; above = above.Parent)
        {
            moved.Add(above.Row.Id);
            if (node.IsCounted)
                above.Count(node, sign);
        }
    }

    private static void Rehang(BoardNode node, BoardNode? parent, HashSet<int> moved)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
        {
            above.CountSubtree(node, -1);
            moved.Add(above.Row.Id);
        }
        node.Parent?.Children.Remove(node);
        node.Parent = parent;
        parent?.Children.Add(node);
        for (var above = parent; above is not null; above = above.Parent)
            above.CountSubtree(node, +1);
    }

    private static void Collect(BoardNode node, List<int> below)
    {
        below.Add(node.Row.Id);
        foreach (var child in node.Children)
            Collect(child, below);
    }

    private static NodeView View(BoardNode node) => new(node.Row.Id, node.Row.SuperiorId, node.Row.Level, node.Row.Status, node.Row.Name, node.Row.RegionCode, node.Bits, node.Children.Count, node.Figures);
}
