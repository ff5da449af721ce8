using System.Security.Cryptography;
using System.Text;

namespace Eseur.Admin.Features.Account;

/// <summary>A word that stands in for the phone once. Only a slow hash of it is kept.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    // Nothing that is taken for something else when copied by hand.
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 10;
    private const int Rounds = 100_000;

    /// <summary>"7KQ2M-9XPAB".</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length).Insert(Length / 2, "-");

    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>Null for what cannot be a code at all.</summary>
    public static string? Hash(string typed, string salt)
    {
        var code = string.Concat(typed.Where(c => c is not ('-' or ' '))).ToUpperInvariant();
        return code.Length == Length && code.All(c => Letters.Contains(c, StringComparison.Ordinal))
            ? Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), Convert.FromBase64String(salt), Rounds, HashAlgorithmName.SHA256, 32))
            : null;
    }
}
