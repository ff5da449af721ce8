namespace Eseur.Admin.Features.Demo;

/// <summary>The lists of words that stand beside this file in Data.</summary>
internal static class DemoText
{
    public static Stream Open(string file) =>
        typeof(DemoText).Assembly.GetManifestResourceStream(typeof(DemoText), "Data." + file)
        ?? throw new InvalidOperationException($"The program was built without Features/Demo/Data/{file}.");

    /// <summary>Lines that say something: no blanks, no comments.</summary>
    public static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(Open(file));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    /// <summary>Comma-separated lists, each under a line with its name in square brackets.</summary>
    public static Dictionary<string, string[]> Lists(string file)
    {
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in Lines(file))
        {
            if (line[0] == '[')
                name = line.Trim('[', ']');
            else
                lists[name] = line.Split(", ");
        }
        return lists;
    }
}
