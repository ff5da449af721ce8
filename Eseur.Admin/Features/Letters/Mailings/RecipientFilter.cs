using Eseur.Admin.Shared;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Which of a mailing's recipients a list shows: the query string behind each number, both ways.</summary>
/// <param name="Level">Of their organisations; null for all.</param>
/// <param name="Obstacle">What stands, or was foreseen to stand, in the way; <see cref="Domain.Letters.Obstacle.None"/> for those who get it.</param>
/// <param name="State">Of their letters, once there are any; <see cref="LetterState.Queued"/> takes in those being sent, as the figures do.</param>
/// <param name="Status">The server's code of a letter that did not arrive; <see cref="NoStatus"/> where it gave none.</param>
public sealed record RecipientFilter(LevelGroup? Level = null, Obstacle? Obstacle = null, LetterState? State = null, string? Status = null)
{
    public const string NoStatus = "none";

    public static RecipientFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new RecipientFilter(QueryWords.Read<LevelGroup>(query.GetValueOrDefault("level")), QueryWords.Read<Obstacle>(query.GetValueOrDefault("obstacle")), QueryWords.Read<LetterState>(query.GetValueOrDefault("state")), Code(query.GetValueOrDefault("status").ToString()));
    }

    /// <summary>Empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["level"] = QueryWords.Of(Level),
            ["obstacle"] = QueryWords.Of(Obstacle),
            ["state"] = QueryWords.Of(State),
            ["status"] = Status,
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => p.Value is not null));
    }

    /// <summary>"5.1.1" or the three digits of SMTP: nothing else is a code.</summary>
    private static string? Code(string word) => word == NoStatus || (word.Length is > 0 and <= Letter.StatusLength && word.All(c => char.IsAsciiDigit(c) || c == '.')) ? word : null;
}
