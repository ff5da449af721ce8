using System.Globalization;

namespace Eseur.Admin.Shared;

/// <summary>Choices and pages of a list as words of an address.</summary>
public static class QueryWords
{
    public static string? Of<T>(T? one)
        where T : struct, Enum => one?.ToString().ToLowerInvariant();

    /// <returns>Null for a word that stands for nothing; for numbers and capitals too, which would be other ways to write the same address.</returns>
    public static T? Read<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var one) && Enum.IsDefined(one) && Of<T>(one) == word ? one : null;

    /// <returns>From one; the first for whatever is no page.</returns>
    public static int ReadPage(string? word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;
}
