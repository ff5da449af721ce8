using System.Text;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>Bytes of a letter as text: as its charset says, else UTF-8 where they are that, else Latin-1, which fits any bytes.</summary>
internal static class Charsets
{
    public static string Decode(string? charset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Named(charset).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static Encoding Named(string? charset)
    {
        // Only charsets without state or switches are asked for by name: mail of Russian servers comes in these.
        switch (charset?.Trim().ToLowerInvariant())
        {
            case "koi8-r" or "koi8-u" or "windows-1251" or "windows-1252" or "cp866" or "iso-8859-5":
                return CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim()) ?? Encoding.Latin1;
            case "cp1251":
                return CodePagesEncodingProvider.Instance.GetEncoding(1251) ?? Encoding.Latin1;
            case "iso-8859-1" or "latin1":
                return Encoding.Latin1;
            default:
                return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }
    }
}
