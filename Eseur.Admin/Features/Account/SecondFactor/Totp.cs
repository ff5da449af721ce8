using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Codes of an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds). Identity's own check does not tell
/// which step a code was of, and without that a code overheard would be good a second time.
/// </summary>
public static class Totp
{
    public const int Digits = 6;

    /// <summary>Twenty bytes, as the standard advises for SHA-1.</summary>
    private const int KeyBytes = 20;

    private const long StepSeconds = 30;

    // A phone's clock may be a step off, and typing takes its time.
    private const long Tolerance = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new key as applications take it, in base 32.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Base32, KeyBytes * 8 / 5);

    /// <summary>The step a code is of, if it is a code of now or of a moment ago; else null.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        if (code.Length != Digits || !code.All(char.IsAsciiDigit))
            return null;
        var secret = Decode(key);
        var current = Step(now);
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(code)))
                return step;
        }
        return null;
    }

    /// <summary>What an application shows at that moment.</summary>
    public static string Code(string key, DateTimeOffset at) => Code(Decode(key), Step(at));

    /// <summary>What the QR code says to an application.</summary>
    public static string Address(string key, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}";

    private const string Issuer = "Реестр Профсоюза";

    private static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    private static string Code(byte[] secret, long step)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
#pragma warning disable CA5350 // Applications know no other: the standard's HMAC is of SHA-1, whose weakness is collisions.
        var hash = HMACSHA1.HashData(secret, message);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var set = (Base32.IndexOf(key[bit / 5], StringComparison.Ordinal) >> (4 - (bit % 5))) & 1;
            bytes[bit / 8] |= (byte)(set << (7 - (bit % 8)));
        }
        return bytes;
    }
}
