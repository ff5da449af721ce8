using Eseur.Admin.Live;

namespace Eseur.Admin.Features.Organizations;

/// <summary>A visible line of the tree.</summary>
/// <param name="Node">The organisation; of a line that shows more, the superior whose subordinates are not all shown.</param>
/// <param name="Depth">1 for the root, as screen readers count.</param>
/// <param name="Expanded">Null where there is nothing below.</param>
/// <param name="Position">Place among its siblings, from 1; 0 for a line that shows more.</param>
/// <param name="Siblings">How many there are, itself included.</param>
/// <param name="Hidden">How many siblings this line would bring; 0 for an ordinary line.</param>
internal sealed record TreeLine(NodeView Node, int Depth, bool? Expanded, int Position, int Siblings, int Hidden = 0)
{
    /// <summary>Names the line: the organisation, or below zero the line that shows more of it.</summary>
    public int Key => Hidden > 0 ? -Node.Id : Node.Id;
}

/// <summary>
/// Which branches are open, and the lines a person sees. A superior with thousands of subordinates shows them by portions,
/// so the page stays light; the selected one is shown wherever it stands.
/// </summary>
internal sealed class TreeModel(VisibleBoard board)
{
    public const int Portion = 100;

    private readonly Dictionary<int, int> open = [];
    private readonly Dictionary<int, IReadOnlyList<NodeView>> children = [];
    private HashSet<int> revealed = [];

    public List<TreeLine> Lines { get; } = [];

    /// <summary>Opens the way from the root to the organisation.</summary>
    public void Reveal(int id)
    {
        var path = board.PathTo(id);
        revealed = [.. path.Select(n => n.Id)];
        foreach (var superior in path.SkipLast(1))
            open.TryAdd(superior.Id, Portion);
        // Where there is one beginning, its branches are what a person came for; several are a short list by themselves.
        if (board.Tops is [var top])
            open.TryAdd(top, Portion);
        Draw();
    }

    public void Toggle(int id)
    {
        if (!open.Remove(id))
            open[id] = Portion;
        Draw();
    }

    public void Open(int id)
    {
        if (open.TryAdd(id, Portion))
            Draw();
    }

    public void ShowMore(int superior)
    {
        open[superior] = open.GetValueOrDefault(superior) + (2 * Portion);
        Draw();
    }

    /// <summary>Takes what changed on the board; false when the lines are as they were.</summary>
    public bool Refresh()
    {
        var before = children.Count;
        foreach (var line in Lines)
        {
            var known = board.TryRead(line.Node.Id, out var now);
            if (known && now!.Name == line.Node.Name && now.Status == line.Node.Status && now.SuperiorId == line.Node.SuperiorId
                && now.ChildCount == line.Node.ChildCount && now.Figures.Total == line.Node.Figures.Total)
                continue;
            children.Remove(line.Node.Id);
            if (line.Node.SuperiorId is { } superior)
                children.Remove(superior);
            before = -1;
        }
        if (before >= 0)
            return false;
        Draw();
        return true;
    }

    /// <summary>The key of the line where an arrow leads from the line <paramref name="current"/>; opens and closes on the way.</summary>
    public int Step(int current, string key)
    {
        var at = Lines.FindIndex(l => l.Key == current);
        if (at < 0)
            return Lines.Count > 0 ? Lines[0].Key : current;
        var line = Lines[at];
        switch (key)
        {
            case "ArrowDown": return Lines[Math.Min(at + 1, Lines.Count - 1)].Key;
            case "ArrowUp": return Lines[Math.Max(at - 1, 0)].Key;
            case "Home": return Lines[0].Key;
            case "End": return Lines[^1].Key;
            case "ArrowRight" when line.Expanded == true: return Lines[Math.Min(at + 1, Lines.Count - 1)].Key;
            case "ArrowRight" when line.Expanded == false: Toggle(current); return current;
            case "ArrowLeft" when line.Expanded == true: Toggle(current); return current;
            case "ArrowLeft" when line.Hidden > 0: return line.Node.Id;
            case "ArrowLeft": return line.Depth > 1 ? line.Node.SuperiorId ?? current : current;
            default: return current;
        }
    }

    private void Draw()
    {
        Lines.Clear();
        var tops = board.Tops.Select(id => board.TryRead(id, out var top) ? top : null).OfType<NodeView>().ToList();
        for (var i = 0; i < tops.Count; i++)
            Add(tops[i], 1, i + 1, tops.Count);
    }

    private void Add(NodeView node, int depth, int position, int siblings)
    {
        var isOpen = open.TryGetValue(node.Id, out var limit);
        Lines.Add(new TreeLine(node, depth, node.ChildCount == 0 ? null : isOpen, position, siblings));
        if (!isOpen || node.ChildCount == 0)
            return;
        var below = ChildrenOf(node.Id);
        for (var i = 0; i < below.Count; i++)
        {
            if (i < limit || revealed.Contains(below[i].Id))
                Add(below[i], depth + 1, i + 1, below.Count);
        }
        if (below.Count > limit)
            Lines.Add(new TreeLine(node, depth + 1, null, 0, 0, below.Count - limit));
    }

    private IReadOnlyList<NodeView> ChildrenOf(int id) =>
        children.TryGetValue(id, out var known) ? known : children[id] = board.Children(id);
}
