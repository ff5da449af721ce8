namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>A text as short messages carry it.</summary>
/// <param name="Parts">Messages it is paid as: 70 characters in one, 67 in each of several, as long as there is one outside of Latin.</param>
/// <param name="IsCut">It was longer.</param>
public sealed record ShortText(string Text, int Parts, bool IsCut)
{
    /// <summary>Ten messages: phones join no more of them reliably.</summary>
    public const int Longest = 670;

    private const int InOne = 70;
    private const int InEach = 67;

    public static ShortText Of(string text)
    {
        var whole = string.Join('\n', text.Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(l => l.Length > 0));
        var kept = whole.Length <= Longest ? whole : Cut(whole);
        return new ShortText(kept, kept.Length <= InOne ? 1 : (kept.Length + InEach - 1) / InEach, whole.Length > Longest);
    }

    /// <summary>At a word, unless the last one alone would be half of it all.</summary>
    private static string Cut(string whole)
    {
        var end = whole.LastIndexOfAny([' ', '\n'], Longest - 1);
        if (end < Longest / 2)
            end = char.IsHighSurrogate(whole[Longest - 2]) ? Longest - 2 : Longest - 1;
        return whole[..end].TrimEnd() + "…";
    }
}
