namespace Eseur.Admin.Shared;

/// <summary>Choices as words of an address.</summary>
public static class QueryWords
{
    public static string? Of<T>(T? one)
        where T : struct, Enum => one?.ToString().ToLowerInvariant();

    /// <returns>Null for a word that stands for nothing; for numbers too, which would be another way to write the same address.</returns>
    public static T? Read<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var one) && Enum.IsDefined(one) && one.ToString().Equals(word, StringComparison.OrdinalIgnoreCase) ? one : null;
}
