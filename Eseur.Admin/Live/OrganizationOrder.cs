using System.Globalization;

namespace Eseur.Admin.Live;

/// <summary>Each organisation's place among all in the order of names; made anew after one was named or renamed.</summary>
public sealed class OrganizationOrder(CompletenessBoard board)
{
    private readonly Lock gate = new();
    private Dictionary<int, int> places = [];
    private int edition = -1;

    public Func<int, int> Places()
    {
        lock (gate)
        {
            if (edition != board.NamesEdition)
            {
                edition = board.NamesEdition;
                places = Sort();
            }
            var known = places;
            return id => known.GetValueOrDefault(id, int.MaxValue);
        }
    }

    private Dictionary<int, int> Sort()
    {
        // A key for each name once, and then bytes are compared: comparing names themselves takes seconds.
        var names = board.Names();
        var ids = names.Select(n => n.Id).ToArray();
        var keys = names.Select(n => NaturalOrder.Key(n.Name)).ToArray();
        Array.Sort(keys, ids, Comparer<SortKey>.Create(SortKey.Compare));
        return ids.Index().ToDictionary(x => x.Item, x => x.Index);
    }
}
