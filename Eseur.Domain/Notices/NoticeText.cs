namespace Eseur.Domain.Notices;

/// <summary>One line of a notice: a paragraph, or words that lead to a page.</summary>
/// <param name="Link">Path and query; null for a paragraph.</param>
public sealed record NoticeLine(string Words, string? Link = null);

/// <summary>How the lines of a notice lie in its one text.</summary>
public static class NoticeText
{
    private const char Leads = '\t';

    /// <summary>As many whole lines as there is room for; the last then says how many are left out.</summary>
    public static string Of(IEnumerable<NoticeLine> lines)
    {
        var kept = new List<string>();
        var (length, left) = (0, 0);
        foreach (var line in lines.Select(Written))
        {
            if (left > 0 || length + line.Length + 1 > NoticeCause.TextLength - RoomForRest)
            {
                left++;
                continue;
            }
            kept.Add(line);
            length += line.Length + 1;
        }
        if (left > 0)
            kept.Add($"И ещё: {left}.");
        return string.Join('\n', kept);
    }

    private const int RoomForRest = 20;

    public static string Of(params string[] paragraphs) => Of(paragraphs.Select(p => new NoticeLine(p)));

    public static IReadOnlyList<NoticeLine> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static string Written(NoticeLine line)
    {
        var words = line.Words.ReplaceLineEndings(" ").Replace(Leads, ' ');
        return line.Link is null ? words : words + Leads + line.Link;
    }

    private static NoticeLine Read(string line) => line.IndexOf(Leads, StringComparison.Ordinal) is >= 0 and var at ? new NoticeLine(line[..at], line[(at + 1)..]) : new NoticeLine(line);
}
