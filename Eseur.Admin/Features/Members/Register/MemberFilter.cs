using System.Globalization;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>
/// Which members a list shows, and in which order. It is the query string, both ways: a link sent to a colleague, a number
/// on a dashboard and an export all mean the same people. What a string cannot mean is left out, not an error.
/// </summary>
public sealed record MemberFilter
{
    public const int OldestAge = 120;

    private const int QueryLength = 200;
    private const string Unstated = "none";

    /// <summary>A name, or one of the numbers that <see cref="MemberQuery"/> knows.</summary>
    public string? Query { get; init; }

    /// <summary>Only members of this organisation's subtree.</summary>
    public int? Under { get; init; }

    /// <summary>Any of these; null among them is "not stated", here and below.</summary>
    public IReadOnlyList<Employment?> Employments { get; init; } = [];

    public IReadOnlyList<Sex?> Sexes { get; init; } = [];

    /// <summary>Counted places that are not filled, all of them.</summary>
    public IReadOnlyList<Gap> Lacks { get; init; } = [];

    /// <summary>Full years today.</summary>
    public int? AgeFrom { get; init; }

    public int? AgeTo { get; init; }

    /// <summary>By code.</summary>
    public IReadOnlyList<string?> DuesForms { get; init; } = [];

    public IReadOnlyList<TicketHeld> Tickets { get; init; } = [];

    public bool? Bonus { get; init; }

    /// <summary>On record unless asked for: the others are history. Null is both.</summary>
    public bool? OnRecord { get; init; } = true;

    public CardOrder Order { get; init; }

    public bool Descending { get; init; }

    public static MemberFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        var age = query.GetValueOrDefault("age").ToString().Split('-');
        return new MemberFilter
        {
            Query = query.GetValueOrDefault("q").ToString() is { Length: > 0 } q ? q[..Math.Min(q.Length, QueryLength)] : null,
            Under = int.TryParse(query.GetValueOrDefault("under"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var under) ? under : null,
            Employments = Answers<Employment>(query.GetValueOrDefault("employment")),
            Sexes = Answers<Sex>(query.GetValueOrDefault("sex")),
            Lacks = [.. List(query.GetValueOrDefault("lacks")).Select(Catalogue.Card.Gap).OfType<Gap>().Distinct()],
            AgeFrom = age.Length == 2 ? Age(age[0]) : null,
            AgeTo = age.Length == 2 ? Age(age[1]) : null,
            DuesForms = [.. List(query.GetValueOrDefault("dues")).Select(d => d == Unstated ? null : d)],
            Tickets = [.. List(query.GetValueOrDefault("ticket")).Select(QueryWords.Read<TicketHeld>).OfType<TicketHeld>().Distinct()],
            Bonus = query.GetValueOrDefault("bonus").ToString() switch { "yes" => true, "no" => false, _ => null },
            OnRecord = query.GetValueOrDefault("status").ToString() switch { "any" => null, "off" => false, _ => true },
            Order = QueryWords.Read<CardOrder>(query.GetValueOrDefault("sort")) ?? CardOrder.Name,
            Descending = query.GetValueOrDefault("order") == "desc",
        };
    }

    /// <summary>The shortest query string that <see cref="Parse"/> reads back to this filter; empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Query,
            ["under"] = Under?.ToString(CultureInfo.InvariantCulture),
            ["employment"] = Join(Employments.Select(e => QueryWords.Of(e) ?? Unstated)),
            ["sex"] = Join(Sexes.Select(s => QueryWords.Of(s) ?? Unstated)),
            ["lacks"] = Join(Lacks.Select(g => g.Key)),
            ["age"] = AgeFrom is null && AgeTo is null ? null : string.Create(CultureInfo.InvariantCulture, $"{AgeFrom}-{AgeTo}"),
            ["dues"] = Join(DuesForms.Select(d => d ?? Unstated)),
            ["ticket"] = Join(Tickets.Select(t => QueryWords.Of<TicketHeld>(t)!)),
            ["bonus"] = Bonus switch { true => "yes", false => "no", null => null },
            ["status"] = OnRecord switch { true => null, false => "off", null => "any" },
            ["sort"] = Order == CardOrder.Name ? null : QueryWords.Of<CardOrder>(Order),
            ["order"] = Descending ? "desc" : null,
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>Whether it tells something of who people are: their name, a number of theirs, their age.</summary>
    public bool AsksForPersons => Query is not null || AgeFrom is not null || AgeTo is not null;

    /// <summary>The same place and order without conditions.</summary>
    public MemberFilter Bare => new() { Under = Under, Order = Order, Descending = Descending };

    /// <summary>The conditions as the index takes them; the words of the query and the place are known to others.</summary>
    /// <param name="today">In Moscow.</param>
    public CardConditions Conditions(DateOnly today) => new()
    {
        Employments = Employments,
        Sexes = Sexes,
        DuesForms = DuesForms,
        Tickets = Tickets,
        Bonus = Bonus,
        OnRecord = OnRecord,
        Lacks = Lacks.Aggregate(0L, (mask, gap) => mask | gap.Mask),
        BornFrom = AgeTo is { } to ? today.AddYears(-to - 1).AddDays(1) : null,
        BornTo = AgeFrom is { } from ? today.AddYears(-from) : null,
    };

    private static int? Age(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age <= OldestAge ? age : null;

    private static IReadOnlyList<T?> Answers<T>(StringValues value)
        where T : struct, Enum =>
        [.. List(value).Select(a => (Word: a, One: QueryWords.Read<T>(a))).Where(a => a.Word == Unstated || a.One is not null).Select(a => a.One).Distinct()];

    private static string[] List(StringValues value) => [.. value.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static string Join(IEnumerable<string> values) => string.Join(',', values);
}
