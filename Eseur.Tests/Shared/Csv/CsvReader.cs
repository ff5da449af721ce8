using System.Text;
using System.Text.RegularExpressions;

namespace Eseur.Tests.Shared.Csv;

/// <summary>RFC 4180 character by character, with a semicolon; takes the guard before formulas away again.</summary>
internal static class CsvReader
{
    private static readonly Regex Guarded = new(@"^'+(\p{Cc}|[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    public static List<string[]> Read(byte[] file)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Take(3));
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file.AsSpan(3));
        var rows = new List<string[]>();
        var row = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            row.Add(text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
            if (text[at] == ';')
            {
                at++;
                continue;
            }
            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }
        Assert.Empty(row);
        return rows;
    }

    public static string Unguard(string cell) => Guarded.IsMatch(cell) ? cell[1..] : cell;

    private static string Plain(string text, ref int at)
    {
        var from = at;
        while (text[at] is not (';' or '\r')) at++;
        var cell = text[from..at];
        Assert.DoesNotContain(cell, character => character is '"' or '\n');
        return cell;
    }

    private static string Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] == '"' && text[++at] != '"') return cell.ToString();
            cell.Append(text[at]);
        }
    }
}
