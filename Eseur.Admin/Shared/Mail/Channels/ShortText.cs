namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>A text as short messages carry it.</summary>
public static class ShortText
{
    /// <summary>Ten messages of 67 characters, as many as each of several holds as long as one is outside of Latin: phones join no more of them reliably.</summary>
    public const int Longest = 670;

    public static string Of(string text)
    {
        var whole = string.Join('\n', text.Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(l => l.Length > 0));
        return whole.Length <= Longest ? whole : Cut(whole);
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
