namespace Eseur.Domain.Members;

/// <summary>One number for a person's name whatever the order of its words, ё or е, hyphen or space.</summary>
public static class NameKeys
{
    // FNV-1a: it is kept in tables, so it must not change with the framework's own hashing.
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static long Of(string fullName)
    {
        var words = SearchText.Words(fullName);
        Array.Sort(words, StringComparer.Ordinal);
        var hash = Basis;
        foreach (var word in words)
        {
            foreach (var letter in word)
                hash = (hash ^ letter) * Prime;
            hash = (hash ^ ' ') * Prime;
        }
        return unchecked((long)hash);
    }
}
