namespace Eseur.Domain.Members;

/// <summary>Whether one word is another with a slip of the fingers.</summary>
public static class TypingSlip
{
    /// <summary>Short words are near one another without any slip: «Ким» and «Кан» are two people.</summary>
    public static int Allowed(string a, string b) => Math.Min(a.Length, b.Length) switch
    {
        < 4 => 0,
        < 7 => 1,
        _ => 2,
    };

    /// <summary>Letters dropped, added, replaced, or swapped with their neighbour (optimal string alignment); null above two.</summary>
    public static int? Between(string a, string b)
    {
        const int most = 2;
        if (Math.Abs(a.Length - b.Length) > most)
            return null;
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length] <= most ? last[b.Length] : null;
    }
}
