namespace Eseur.Admin.Live.Cards;

/// <summary>A few answers kept for a moment: a list asks for its count, its first page and the next ones by the same question.</summary>
internal sealed class AnsweredLately
{
    private const int Most = 8;

    /// <summary>What an answer rests on besides the cards, such as the tree, may change.</summary>
    private const long Milliseconds = 3000;

    private readonly Lock gate = new();
    private readonly List<(CardSnapshot Of, string Key, FoundCards Found, long At)> kept = [];

    public FoundCards? Find(CardSnapshot now, string key)
    {
        lock (gate)
        {
            kept.RemoveAll(k => k.Of != now || Environment.TickCount64 - k.At > Milliseconds);
            return kept.Find(k => k.Key == key).Found;
        }
    }

    /// <summary>Lets go of the cards that the kept answers hold.</summary>
    public void Clear()
    {
        lock (gate)
            kept.Clear();
    }

    public void Keep(CardSnapshot now, string key, FoundCards found)
    {
        lock (gate)
        {
            if (kept.Count == Most)
                kept.RemoveAt(0);
            kept.Add((now, key, found, Environment.TickCount64));
        }
    }
}
