using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Which of a mailing's recipients a list shows: the query string behind each number, both ways.</summary>
/// <param name="Level">Of their organisations; null for all.</param>
/// <param name="Obstacle">What stands, or was foreseen to stand, in the way; <see cref="Domain.Letters.Obstacle.None"/> for those who get it.</param>
/// <param name="State">Of their letters, once there are any.</param>
/// <param name="Status">The server's code of a letter that did not arrive; <see cref="NoStatus"/> where it gave none.</param>
public sealed record RecipientFilter(LevelGroup? Level = null, Obstacle? Obstacle = null, LetterState? State = null, string? Status = null)
{
    public const string NoStatus = "none";

    public static RecipientFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new RecipientFilter(One<LevelGroup>("level"), One<Obstacle>("obstacle"), One<LetterState>("state"), Code(query.GetValueOrDefault("status").ToString()));

        T? One<T>(string key)
            where T : struct, Enum => query.GetValueOrDefault(key).ToString() is var word && Enum.TryParse<T>(word, true, out var one) && Enum.IsDefined(one) && word == Word(one) ? one : null;
    }

    /// <summary>Empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["level"] = Level is { } level ? Word(level) : null,
            ["obstacle"] = Obstacle is { } obstacle ? Word(obstacle) : null,
            ["state"] = State is { } state ? Word(state) : null,
            ["status"] = Status,
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => p.Value is not null));
    }

    /// <summary>"5.1.1" or the three digits of SMTP: nothing else is a code.</summary>
    private static string? Code(string word) => word == NoStatus || (word.Length is > 0 and <= Letter.StatusLength && word.All(c => char.IsAsciiDigit(c) || c == '.')) ? word : null;

    private static string Word<T>(T one)
        where T : struct, Enum => one.ToString().ToLowerInvariant();
}
