using System.Globalization;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Access;

/// <summary>How somebody stands with the registry.</summary>
public enum AccessState
{
    /// <summary>Invited, and has set no password yet.</summary>
    Invited,

    /// <summary>Signs in and holds a role.</summary>
    Working,

    /// <summary>The account is closed, or nothing is held any more.</summary>
    Closed,
}

/// <summary>Which people the list shows; the query string, both ways. What a string cannot mean is left out.</summary>
public sealed record AccessFilter
{
    /// <summary>Words of the name, or a part of the e-mail.</summary>
    public string? Query { get; init; }

    public int? Under { get; init; }

    public RegistryRole? Role { get; init; }

    /// <summary>Null for those who are invited or work.</summary>
    public AccessState? State { get; init; }

    /// <summary>Only those with a role that ends within a month.</summary>
    public bool EndsSoon { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public static AccessFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new AccessFilter
        {
            Query = query.GetValueOrDefault("q").ToString() is { Length: > 0 } q ? q[..Math.Min(q.Length, 200)] : null,
            Under = int.TryParse(query.GetValueOrDefault("under"), CultureInfo.InvariantCulture, out var under) ? under : null,
            Role = QueryWords.Read<RegistryRole>(query.GetValueOrDefault("role").ToString().ToLowerInvariant()),
            State = QueryWords.Read<AccessState>(query.GetValueOrDefault("state").ToString().ToLowerInvariant()),
            EndsSoon = query.GetValueOrDefault("ends") == "month",
            Page = QueryWords.ReadPage(query.GetValueOrDefault("page")),
        };
    }

    /// <summary>The shortest query string that <see cref="Parse"/> reads back to this filter; empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Query,
            ["under"] = Under?.ToString(CultureInfo.InvariantCulture),
            ["role"] = QueryWords.Of(Role),
            ["state"] = QueryWords.Of(State),
            ["ends"] = EndsSoon ? "month" : null,
            ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    public IEnumerable<FilterChip<AccessFilter>> Chips()
    {
        if (Query is not null)
            yield return new($"«{Query}»", this with { Query = null, Page = 1 });
        if (Role is { } role)
            yield return new(role.Label(), this with { Role = null, Page = 1 });
        if (State is { } state)
            yield return new(state.Label(), this with { State = null, Page = 1 });
        if (EndsSoon)
            yield return new("заканчивается в течение месяца", this with { EndsSoon = false, Page = 1 });
    }
}

public static class AccessStates
{
    public static string Label(this AccessState state) => state switch
    {
        AccessState.Invited => "приглашён, ещё не входил",
        AccessState.Working => "работает",
        _ => "закрыт",
    };
}
