namespace Eseur.Admin.Live.Cards;

/// <summary>The different surnames (names, patronymics) of all cards, sorted: a number stands for the text and compares as it does.</summary>
internal sealed class WordList
{
    private readonly string[] texts;
    private readonly int[] ofSeveralWords;

    public WordList(string[] sorted)
    {
        texts = sorted;
        ofSeveralWords = [.. Enumerable.Range(0, sorted.Length).Where(i => sorted[i].Contains(' ', StringComparison.Ordinal))];
    }

    public int Count => texts.Length;

    public string this[int number] => texts[number];

    /// <summary>Double surnames and the like.</summary>
    public ReadOnlySpan<int> OfSeveralWords => ofSeveralWords;

    /// <summary>The first text that is not before <paramref name="text"/>.</summary>
    public int LowerBound(string text)
    {
        var (low, high) = (0, texts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(texts[middle], text) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>All texts that begin with <paramref name="prefix"/>.</summary>
    public (int From, int To) StartingWith(string prefix) => (LowerBound(prefix), LowerBound(prefix + char.MaxValue));
}
