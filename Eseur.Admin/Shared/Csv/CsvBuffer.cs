using System.Text.Unicode;

namespace Eseur.Admin.Shared.Csv;

internal sealed class CsvBuffer : Utf8Buffer
{
    /// <summary>Halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Reserve(text.Length * 3), out _, out var written);
        Advance(written);
    }
}
