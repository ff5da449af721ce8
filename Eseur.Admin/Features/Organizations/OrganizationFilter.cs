using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Eseur.Admin.Features.Organizations;

/// <summary>
/// Which organisations a list shows. It is the query string, both ways: a link sent to a colleague, a number on a
/// dashboard and an export all mean the same organisations. What a string cannot mean is left out, not an error.
/// </summary>
public sealed record OrganizationFilter
{
    /// <summary>Part of the name in any letter case, or the first digits of an ИНН.</summary>
    public string? Query { get; init; }

    /// <summary>Only this organisation's subtree, itself included.</summary>
    public int? Under { get; init; }

    public IReadOnlyList<LevelGroup> Levels { get; init; } = [];

    /// <summary>Federal districts, by the group of the reference list of regions.</summary>
    public IReadOnlyList<string> Districts { get; init; } = [];

    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Types of institutions, by code.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Counted places the organisation lacks, all of them.</summary>
    public IReadOnlyList<Gap> Lacks { get; init; } = [];

    /// <summary>Active ones unless asked for: closed organisations are history.</summary>
    public OrganizationStatus? Status { get; init; } = OrganizationStatus.Active;

    public static OrganizationFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new OrganizationFilter
        {
            Query = query.GetValueOrDefault("q").ToString() is { Length: > 0 } q ? q[..Math.Min(q.Length, 200)] : null,
            Under = int.TryParse(query.GetValueOrDefault("under"), out var under) ? under : null,
            Levels = [.. List(query.GetValueOrDefault("level")).Select(l => Enum.TryParse<LevelGroup>(l, true, out var level) && Enum.IsDefined(level) ? level : LevelGroup.None).Where(l => l != LevelGroup.None).Distinct()],
            Districts = List(query.GetValueOrDefault("district")),
            Regions = List(query.GetValueOrDefault("region")),
            Types = List(query.GetValueOrDefault("type")),
            Lacks = [.. List(query.GetValueOrDefault("lacks")).Select(Catalogue.Passport.Gap).OfType<Gap>().Distinct()],
            Status = query.GetValueOrDefault("status").ToString() switch
            {
                "any" => null,
                var s when Enum.TryParse<OrganizationStatus>(s, true, out var status) && Enum.IsDefined(status) => status,
                _ => OrganizationStatus.Active,
            },
        };
    }

    /// <summary>The shortest query string that <see cref="Parse"/> reads back to this filter; empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Query,
            ["under"] = Under?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["level"] = Join(Levels.Select(l => l.ToString().ToLowerInvariant())),
            ["district"] = Join(Districts),
            ["region"] = Join(Regions),
            ["type"] = Join(Types),
            ["lacks"] = Join(Lacks.Select(g => g.Key)),
            ["status"] = Status switch { null => "any", OrganizationStatus.Active => null, { } s => s.ToString().ToLowerInvariant() },
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>The organisations themselves, in no order.</summary>
    /// <param name="context">Where to look.</param>
    /// <param name="underPath">Path of <see cref="Under"/>; null when it is not set, or names nobody and nothing is found.</param>
    /// <param name="book">Which regions a district has.</param>
    public IQueryable<Organization> Apply(RegistryContext context, string? underPath, ReferenceBook book)
    {
        var found = context.Organizations.AsNoTracking().Where(o => o.Level != OrganizationLevel.Nation);
        if (Under is not null)
            found = underPath is null ? found.Where(_ => false) : found.InSubtree(underPath);
        else if (context.Actor?.Scope is { } scope && !scope.IsWhole(Powers.Read) && scope.OnlySubtree(Powers.Read) is { } own)
            // The filter of the context holds to the same; said so, the database reads a range of an index.
            found = found.InSubtree(own);
        if (Status is { } status)
            found = found.Where(o => o.Status == status);
        if (Levels.Count > 0)
        {
            var levels = Enum.GetValues<OrganizationLevel>().Where(l => Levels.Contains(l.Group())).ToArray();
            found = found.Where(o => levels.Contains(o.Level));
        }
        if (Regions.Count + Districts.Count > 0)
        {
            var regions = Regions.Concat(book.Items(ReferenceLists.Region).Where(r => Districts.Contains(r.Group ?? "")).Select(r => r.Code)).ToArray();
            found = found.Where(o => regions.Contains(o.RegionCode));
        }
        if (Types.Count > 0)
            found = found.Where(o => Types.Contains(o.InstitutionType));
        if (Lacks.Count > 0)
        {
            var mask = Lacks.Aggregate(0L, (m, g) => m | g.Mask);
            found = found.Where(o => context.Counters.Where(c => (c.Missing & mask) == mask).Select(c => c.OrganizationId).Contains(o.Id));
        }
        return Search(found, Query);
    }

    /// <summary>Fewer digits are rather a school's number than the beginning of an ИНН.</summary>
    private const int ShortestInn = 4;

    private const int LongestNumberInName = 6;

    private const int LongestInn = 12;

    /// <summary>Each word is a condition, and a database takes only so many; a pasted page has thousands.</summary>
    private const int MostWords = 20;

    /// <summary>Those whose names have every word of <paramref name="query"/>, or whose ИНН begins with its digits.</summary>
    public static IQueryable<Organization> Search(IQueryable<Organization> found, string? query)
    {
        var words = SearchText.Words(query).Distinct().Take(MostWords).ToArray();
        if (words is not [{ Length: >= ShortestInn } digits] || !digits.All(char.IsAsciiDigit))
            return words.Aggregate(found, (q, word) => q.Where(o => o.SearchName.Contains(word)));
        // A range of codes, not LIKE: only a range is answered by an index on both databases. Its end is a code too:
        // what sorts after a digit depends on the database's collation.
        var last = digits.PadRight(LongestInn, '9');
        var mayBeName = digits.Length <= LongestNumberInName;
        return found.Where(o => (string.Compare(o.Inn, digits) >= 0 && string.Compare(o.Inn, last) <= 0)
            || (string.Compare(o.InstitutionInn, digits) >= 0 && string.Compare(o.InstitutionInn, last) <= 0)
            || (mayBeName && o.SearchName.Contains(digits)));
    }

    private static string[] List(StringValues value) => [.. value.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static string Join(IEnumerable<string> values) => string.Join(',', values);
}

public static class Subtrees
{
    /// <summary>
    /// An organisation and all below it: paths from "/1/23/" up to, not including, "/1/230". The root's are all there are,
    /// and a condition that all meet would only turn the database away from better indexes.
    /// </summary>
    public static IQueryable<Organization> InSubtree(this IQueryable<Organization> organizations, string path)
    {
        if (path.Count(c => c == '/') == 2)
            return organizations;
        var end = path[..^1] + (char)('/' + 1);
        return organizations.Where(o => string.Compare(o.Path, path) >= 0 && string.Compare(o.Path, end) < 0);
    }
}
