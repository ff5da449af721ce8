using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Eseur.Tests.Security;

/// <summary>docs/security.md names tests and files: a name that is no more makes a "yes" nobody keeps.</summary>
public sealed partial class ChecklistTests
{
    private static readonly string[] Sources = ["Eseur.Admin", "Eseur.Domain"];
    private static readonly string Root = FindRoot();
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "security.md"));

    [Fact]
    public void Tests_NamedInTheChecklist_AreThere()
    {
        var tests = typeof(ChecklistTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.IsDefined(typeof(FactAttribute))).Select(m => $"{t.Name}.{m.Name}")).ToHashSet(StringComparer.Ordinal);
        var named = NamedTest().Matches(Page).Select(m => m.Groups["name"].Value).ToList();
        Assert.True(named.Count > 100);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Files_NamedInTheChecklist_AreThere()
    {
        var files = Sources.SelectMany(p => Directory.EnumerateFiles(Path.Combine(Root, p), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root)).Select(f => f.Replace('\\', '/')).ToList();
        var named = NamedFile().Matches(Page).Select(m => m.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.Contains(files, f => f.EndsWith("/" + n, StringComparison.Ordinal)));
    }

    [Fact]
    public void Sums_OfEveryAnswer_AreThoseOfTheRows()
    {
        var rows = Row().Matches(Page).Select(m => (Answer: m.Groups["answer"].Value, Count: m.Groups["last"].Success ? Number(m, "last") - Number(m, "first") + 1 : 1)).ToList();
        int Sum(string answer) => rows.Where(r => r.Answer == answer).Sum(r => r.Count);
        var sums = Total().Match(Page);
        Assert.Equal((Number(sums, "all"), Number(sums, "yes"), Number(sums, "no"), Number(sums, "none")), (rows.Sum(r => r.Count), Sum("yes"), Sum("no"), Sum("n.a.")));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"`(?<name>\w+\.\w+_\w+)`", RegexOptions.None, 1000)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"`(?<name>[\w./]+\.(?:cs|razor|props|json|txt))`", RegexOptions.None, 1000)]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"^\| \d+\.\d+\.(?<first>\d+)(?:–\d+\.\d+\.(?<last>\d+))? \| [^|]+ \| \**(?<answer>yes|no|n\.a\.)\** \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| \*\*all\*\* \| \*\*(?<all>\d+)\*\* \| \*\*(?<yes>\d+)\*\* \| \*\*(?<no>\d+)\*\* \| \*\*\d+\*\* \| \*\*(?<none>\d+)\*\* \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Total();
}
