using Eseur.Admin.Shared;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Which of a mailing's recipients a list shows: the query string behind each number, both ways.</summary>
/// <param name="Level">Of their organisations; null for all.</param>
/// <param name="Obstacle">What stands, or was foreseen to stand, in the way; <see cref="Domain.Letters.Obstacle.None"/> for those who get it.</param>
/// <param name="State">Of their letters, once there are any.</param>
public sealed record RecipientFilter(LevelGroup? Level = null, Obstacle? Obstacle = null, LetterState? State = null)
{
    public static RecipientFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new RecipientFilter(QueryWords.Read<LevelGroup>(query.GetValueOrDefault("level")), QueryWords.Read<Obstacle>(query.GetValueOrDefault("obstacle")), QueryWords.Read<LetterState>(query.GetValueOrDefault("state")));
    }

    /// <summary>Empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["level"] = QueryWords.Of(Level),
            ["obstacle"] = QueryWords.Of(Obstacle),
            ["state"] = QueryWords.Of(State),
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => p.Value is not null));
    }
}
