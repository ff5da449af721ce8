using Eseur.Admin.Live.Cards;
using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;

namespace Eseur.Tests.Live.Cards;

/// <summary>What the index promises, said once more the plain way: over the cards themselves, one after another.</summary>
internal static class CardModel
{
    public static List<int> Find(IEnumerable<Member> members, CardConditions c, CardOrder order, bool descending)
    {
        var found = members.Where(m => Fits(m, c)).OrderBy(m => SearchText.Of(m.Surname), StringComparer.Ordinal).ThenBy(m => SearchText.Of(m.Name), StringComparer.Ordinal)
            .ThenBy(m => SearchText.Of(m.Patronymic), StringComparer.Ordinal).ThenBy(m => m.Id).ToList();
        if (order == CardOrder.Name)
        {
            if (descending)
                found.Reverse();
            return [.. found.Select(m => m.Id)];
        }
        // OrderBy keeps the order of names among equals.
        var sorted = order switch
        {
            CardOrder.Birth => ByDay(found, m => m.BirthDate, descending),
            CardOrder.Joined => ByDay(found, m => m.JoinedOn, descending),
            _ => descending ? found.OrderByDescending(m => m.OrganizationId) : found.OrderBy(m => m.OrganizationId),
        };
        return [.. sorted.Select(m => m.Id)];
    }

    private static IEnumerable<Member> ByDay(List<Member> found, Func<Member, DateOnly?> day, bool descending) =>
        descending ? found.OrderByDescending(day) : found.OrderBy(m => day(m) is null).ThenBy(day);

    private static bool Fits(Member m, CardConditions c) =>
        (c.Ids is null || c.Ids.Contains(m.Id))
        && (c.Organizations is null || c.Organizations.Contains(m.OrganizationId))
        && (c.Employments.Count == 0 || c.Employments.Contains(m.Employment))
        && (c.Sexes.Count == 0 || c.Sexes.Contains(m.Sex))
        && (c.DuesForms.Count == 0 || c.DuesForms.Contains(m.DuesForm))
        && (c.Tickets.Count == 0 || (m.HasPlastic && c.Tickets.Contains(TicketHeld.Plastic)) || (m.HasVirtual && c.Tickets.Contains(TicketHeld.Virtual)) || (!m.HasPlastic && !m.HasVirtual && c.Tickets.Contains(TicketHeld.None)))
        && (c.Bonus is null || c.Bonus == (m.BonusParticipant == true))
        && (c.OnRecord is null || c.OnRecord == m.IsOnRecord)
        && (c.Lacks == 0 || (LackedBy(m) & c.Lacks) == c.Lacks)
        && (c.BornFrom is null || m.BirthDate >= c.BornFrom)
        && (c.BornTo is null || m.BirthDate <= c.BornTo)
        && Named(m, [.. c.Words]);

    /// <summary>Gaps of someone off record as well: who asks for both lists wants them.</summary>
    private static long LackedBy(Member m) => Eseur.Domain.Fields.Catalogue.Card.Gaps.Where(g => Measures.Of(g).Counts(m)).Aggregate(0L, (bits, g) => bits | g.Mask);

    /// <summary>Some way to give each word of the query a word of the name.</summary>
    private static bool Named(Member m, string[] words)
    {
        var name = SearchText.Words(m.Surname).Select(w => (Word: w, ByBeginning: true))
            .Concat(SearchText.Words(m.Name).Select(w => (w, words.Length > 1)))
            .Concat(SearchText.Words(m.Patronymic).Select(w => (w, words.Length > 2))).ToList();
        return Give(0, name);

        bool Give(int i, List<(string Word, bool ByBeginning)> left) => i == words.Length
            || left.Index().Any(n => (n.Item.ByBeginning ? n.Item.Word.StartsWith(words[i], StringComparison.Ordinal) : n.Item.Word == words[i]) && Give(i + 1, [.. left.Where((_, j) => j != n.Index)]));
    }
}
