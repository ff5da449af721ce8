using System.Security.Cryptography;
using System.Text;
using Eseur.Admin.Data;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>The letter that a report or a link names, and names truly.</summary>
internal static class LetterKeys
{
    /// <summary>Null for a letter that is not there as for a wrong secret, after the same work.</summary>
    public static async Task<Letter?> NamedAsync(this IQueryable<Letter> letters, (long LetterId, string Secret)? named, CancellationToken cancel)
    {
        var (id, secret) = named ?? (0, "");
        var letter = await letters.SingleOrDefaultAsync(l => l.Id == id, cancel);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(letter?.Secret ?? new string('-', Letter.SecretLength)), Encoding.ASCII.GetBytes(secret)) ? letter : null;
    }
}
