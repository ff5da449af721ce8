using System.Buffers.Text;
using System.Text;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>Bytes of a message, line by line: what is typed can neither end a header nor a part.</summary>
internal sealed class MimeBuffer : Utf8Buffer
{
    private const int Widest = 76;

    /// <summary>Bytes that become one line of base64.</summary>
    private const int BytesInLine = Widest / 4 * 3;

    /// <summary>=?utf-8?B??=</summary>
    private const int AroundWord = 12;

    private int lineStart;

    private int Column => Count - lineStart;

    public void EndLine()
    {
        Raw("\r\n"u8);
        lineStart = Count;
    }

    /// <summary>The header goes on in the next line.</summary>
    public void Fold()
    {
        EndLine();
        Raw(" "u8);
    }

    /// <summary>A space, or the next line where what follows has no room in this one.</summary>
    public void Space(int follows)
    {
        if (Column + 1 + follows > Widest)
            Fold();
        else
            Raw(" "u8);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        var room = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Advance(Encoding.UTF8.GetBytes(text, room));
    }

    /// <summary>A value that may be folded where it has spaces.</summary>
    public void Words(string value)
    {
        var first = true;
        foreach (var range in value.AsSpan().Split(' '))
        {
            var word = value.AsSpan()[range];
            if (!first && word.IsEmpty)
                Raw(" "u8);
            else if (!first)
                Space(word.Length);
            Text(word);
            first = false;
        }
    }

    /// <summary>RFC 2047: words of base64, none with half a character; control characters become spaces.</summary>
    public void EncodedWords(string text)
    {
        Span<byte> word = stackalloc byte[Widest];
        var used = 0;
        if (WordRoom() < 6)
            Fold();
        var room = WordRoom();
        foreach (var rune in text.EnumerateRunes())
        {
            var clean = Rune.IsControl(rune) ? new Rune(' ') : rune;
            if (used + clean.Utf8SequenceLength > room)
            {
                EncodedWord(word[..used]);
                Fold();
                (used, room) = (0, WordRoom());
            }
            used += clean.EncodeToUtf8(word[used..]);
        }
        if (used > 0)
            EncodedWord(word[..used]);
    }

    /// <summary>At least one line: readers differ about a part without any.</summary>
    public void Base64(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            EndLine();
        for (; content.Length > 0; content = content[Math.Min(BytesInLine, content.Length)..])
        {
            Encode(content[..Math.Min(BytesInLine, content.Length)]);
            EndLine();
        }
    }

    /// <summary>Text with the line ends that mail has.</summary>
    public void Lines(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny('\r', '\n') is var end and >= 0)
        {
            Text(text[..end]);
            EndLine();
            text = text[(text[end..] is ['\r', '\n', ..] ? end + 2 : end + 1)..];
        }
        Text(text);
    }

    /// <summary>A message as DATA carries it: dots that begin a line are doubled, a lone one ends it.</summary>
    public void Data(ReadOnlySpan<byte> message)
    {
        if (message is [(byte)'.', ..])
            Raw("."u8);
        while (message.IndexOf("\n."u8) is var end and >= 0)
        {
            Raw(message[..(end + 1)]);
            Raw("."u8);
            message = message[(end + 1)..];
        }
        Raw(message);
        Raw(".\r\n"u8);
    }

    private int WordRoom() => (Widest - Column - AroundWord) / 4 * 3;

    private void EncodedWord(ReadOnlySpan<byte> word)
    {
        Raw("=?utf-8?B?"u8);
        Encode(word);
        Raw("?="u8);
    }

    private void Encode(ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Reserve(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        Advance(written);
    }
}
