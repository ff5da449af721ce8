using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters;

/// <summary>The letter that a complaint is about, if it names it by what only its recipient and mail servers have seen.</summary>
internal static class ComplaintKeys
{
    public static async Task<Letter?> ComplainedOfAsync(this IQueryable<Letter> letters, ComplaintReport complaint, CancellationToken cancel)
    {
        foreach (var mark in complaint.Senders.Select(VerpAddress.Parse).Append(OfLink(complaint.Unsubscribe)).OfType<(long, string)>().Distinct())
        {
            if (await letters.NamedAsync(mark, cancel) is { } named)
                return named;
        }
        // The letter's key is as good as its secret; it is looked for among the letters to one address, which are few.
        if (complaint.MessageId is not { } id || !Guid.TryParseExact(id.Split('@')[0], "N", out var key) || complaint.Recipients.Count == 0)
            return null;
        var addresses = complaint.Recipients.SelectMany(a => new[] { a, a.ToLowerInvariant() }).Distinct(StringComparer.Ordinal).ToList();
        return await letters.FirstOrDefaultAsync(l => l.Address != null && addresses.Contains(l.Address) && l.Key == key, cancel);
    }

    /// <summary>Of the letter's own link: <c>&lt;https://registry.example/unsubscribe/2s.abcdefghijklmnop&gt;</c>.</summary>
    private static (long, string)? OfLink(string? header)
    {
        const string Before = $"/{UnsubscribeLink.Beginning}/";
        var at = header?.IndexOf(Before, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return null;
        var mark = header.AsSpan(at + Before.Length);
        var end = mark.IndexOfAny(">, \t");
        return LetterMark.Parse(end < 0 ? mark : mark[..end]);
    }
}
