using System.CommandLine;

namespace Eseur.Admin.Commands;

/// <summary>Settings among the arguments: pairs such as --ConnectionStrings:Registry "Data Source=x.db", or --urls.</summary>
internal static class SettingArguments
{
    private static readonly string[] Plain = ["--urls", "--environment", "--PublicAddress"];

    public static string[] Settings(this ParseResult result) => [.. result.UnmatchedTokens];

    /// <summary>What is wrong with the words no option took, or null: a mistyped option must not pass as a setting nobody reads.</summary>
    public static string? Problem(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i].Split('=')[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !(name.Contains(':', StringComparison.Ordinal) || Plain.Contains(name)))
                return $"Непонятно: «{words[i]}». Настройки пишутся так: --Section:Key \"значение\"; команды и их параметры показывает --help.";
            if (!words[i].Contains('=', StringComparison.Ordinal) && ++i >= words.Count)
                return $"После {name} нужно значение.";
        }
        return null;
    }
}
