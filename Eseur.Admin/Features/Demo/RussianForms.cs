namespace Eseur.Admin.Features.Demo;

/// <summary>As much of Russian declension as the names of organisations need.</summary>
internal static class RussianForms
{
    /// <summary>"Бугульминский" to "Бугульминская".</summary>
    public static string Feminine(string masculine) => EachWord(masculine, word => word[..^2] + "ая");

    /// <summary>"Бугульминский" to "Бугульминского".</summary>
    public static string GenitiveAdjective(string masculine) => EachWord(masculine, word => word[..^2] + "ого");

    /// <summary>"Альметьевск" to "Альметьевска". Towns that follow no rule carry their genitive in the list.</summary>
    public static string GenitiveTown(string town) => town[^1] switch
    {
        'а' => town[..^1] + ("гкхжшчщ".Contains(town[^2], StringComparison.Ordinal) ? 'и' : 'ы'),
        'я' => town[..^1] + 'и',
        'о' or 'е' or 'и' or 'у' or 'э' => town,
        'й' => town[..^2] + "ого",
        'ь' or 'ы' => throw new FormatException($"regions.txt: {town} needs its genitive after a slash."),
        _ => town + 'а',
    };

    /// <summary>
    /// Names of subjects, organisations and institutions: "Чувашская Республика" to "Чувашской Республики". What stands
    /// after the word Республика keeps its form, as in the republics' own documents.
    /// </summary>
    public static string GenitivePhrase(string phrase) => phrase.StartsWith("Республика ", StringComparison.Ordinal)
        ? "Республики" + phrase["Республика".Length..]
        : EachWord(phrase, word => word switch
        {
            "Республика" or "организация" or "Организация" => word[..^1] + "и",
            "область" => "области",
            "край" => "края",
            "округ" or "Кузбасс" => word + "а",
            "Югра" => "Югры",
            "учреждение" => "учреждения",
            _ when word.EndsWith("ая", StringComparison.Ordinal) => word[..^2] + "ой",
            _ when word.Length > 3 && word[^2..] is "ий" or "ый" or "ое" => word[..^2] + "ого",
            _ => word,
        });

    private static string EachWord(string phrase, Func<string, string> change) => string.Join(' ', phrase.Split(' ').Select(change));
}
