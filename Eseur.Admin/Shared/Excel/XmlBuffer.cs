using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Eseur.Admin.Shared.Excel;

/// <summary>XML as UTF-8.</summary>
internal sealed class XmlBuffer : Utf8Buffer
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t', '\n']), '&', '<', '>', '_']);

    public void Markup(string xml) => Advance(Encoding.UTF8.GetBytes(xml, Reserve(xml.Length * 3)));

    /// <summary>Text of an element. Characters that XML 1.0 cannot hold, and halves of surrogate pairs, are dropped.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Special);
            var run = plain < 0 ? text : text[..plain];
            // Two illegal characters outside ASCII: sought apart, because a mixed set makes Cyrillic text slow to search.
            var beyond = run.IndexOfAnyInRange('\uFFFE', '\uFFFF');
            if (beyond >= 0) run = run[..beyond];

            var status = Utf8.FromUtf16(run, Reserve(run.Length * 3), out var read, out var written, replaceInvalidSequences: false);
            Advance(written);
            text = text[read..];
            if (text.IsEmpty) return;

            if (status == OperationStatus.Done) Escape(text);
            text = text[1..];
        }
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '&': Raw("&amp;"u8); break;
            case '<': Raw("&lt;"u8); break;
            case '>': Raw("&gt;"u8); break;
            case '\r': Raw("&#13;"u8); break; // written plainly, a parser would turn it into a line feed
            case '_': Raw(LooksEncoded(text) ? "_x005F_"u8 : "_"u8); break;
        }
    }

    // Excel reads x0041_ inside a cell as the letter A; an escaped underscore keeps such text as it was typed.
    // Characters that will be dropped are passed over: what they part would meet in the file.
    private static bool LooksEncoded(ReadOnlySpan<char> text)
    {
        var place = 0;
        foreach (var character in text)
        {
            if (character < ' ' || char.IsSurrogate(character) || character >= '\uFFFE') continue;
            var fits = place switch { 0 or 6 => character == '_', 1 => character == 'x', _ => char.IsAsciiHexDigit(character) };
            if (!fits) return false;
            if (++place == 7) return true;
        }
        return false;
    }
}
