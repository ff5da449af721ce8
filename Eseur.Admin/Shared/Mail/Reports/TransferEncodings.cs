using System.Buffers;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>Undoes quoted-printable and base64, passing over what is neither.</summary>
internal static class TransferEncodings
{
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    public static ReadOnlyMemory<byte> Decode(string? encoding, ReadOnlyMemory<byte> body) => encoding?.Trim().ToLowerInvariant() switch
    {
        "base64" => FromBase64(body.Span),
        "quoted-printable" => FromQuotedPrintable(body.Span),
        _ => body,
    };

    private static byte[] FromBase64(ReadOnlySpan<byte> body)
    {
        var digits = new byte[body.Length + 3];
        var count = 0;
        foreach (var value in body)
        {
            // What follows the padding belongs to nothing.
            if (value == (byte)'=')
                break;
            if (Base64.Contains(value))
                digits[count++] = value;
        }
        // A lone last digit holds less than a byte.
        if (count % 4 == 1)
            count--;
        while (count % 4 != 0)
            digits[count++] = (byte)'=';
        var bytes = new byte[count / 4 * 3];
        System.Buffers.Text.Base64.DecodeFromUtf8(digits.AsSpan(0, count), bytes, out _, out var written);
        return bytes[..written];
    }

    private static byte[] FromQuotedPrintable(ReadOnlySpan<byte> body)
    {
        var bytes = new byte[body.Length];
        var count = 0;
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != (byte)'=')
            {
                bytes[count++] = body[i];
                continue;
            }
            var rest = body[(i + 1)..];
            if (rest is [var high, var low, ..] && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low))
            {
                bytes[count++] = (byte)((Digit(high) << 4) | Digit(low));
                i += 2;
            }
            else if (SoftBreak(rest) is var length and > 0)
            {
                i += length;
            }
            else
            {
                bytes[count++] = body[i];
            }
        }
        return bytes[..count];
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>How long the end of line after "=" is, blanks before it included; nought where none stands there.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks < 0)
            return 0;
        return rest[blanks..] switch
        {
            [(byte)'\r', (byte)'\n', ..] => blanks + 2,
            [(byte)'\n', ..] => blanks + 1,
            _ => 0,
        };
    }
}
