using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What will become of a mailing, by level and by what stands in the way.</summary>
public sealed class ForecastTable
{
    private readonly Dictionary<(LevelGroup Level, Obstacle Obstacle), int> counts;

    internal ForecastTable(Dictionary<(LevelGroup Level, Obstacle Obstacle), int> counts, DateTime at) => (this.counts, At) = (counts, at);

    /// <summary>When it was foreseen, UTC.</summary>
    public DateTime At { get; }

    /// <summary>Those that have recipients, from above.</summary>
    public IReadOnlyList<LevelGroup> Levels => [.. counts.Keys.Select(k => k.Level).Distinct().Order()];

    /// <summary>Those that stand in somebody's way, in the order in which they are mended.</summary>
    public IReadOnlyList<Obstacle> Found => [.. counts.Keys.Select(k => k.Obstacle).Where(o => o != Obstacle.None).Distinct().Order()];

    public Share WillArrive => ShareOf(null);

    /// <param name="level">Null for all levels.</param>
    /// <param name="obstacle"><see cref="Obstacle.None"/> for those who get it; null for all.</param>
    public int Count(LevelGroup? level, Obstacle? obstacle) =>
        counts.Where(c => (level is null || c.Key.Level == level) && (obstacle is null || c.Key.Obstacle == obstacle)).Sum(c => c.Value);

    /// <summary>Those who get it, of all.</summary>
    public Share ShareOf(LevelGroup? level) => new(Count(level, Obstacle.None), Count(level, null));

    /// <summary>The query of the list behind the number.</summary>
    public static string Query(LevelGroup? level, Obstacle? obstacle) => new RecipientFilter(level, obstacle).ToQueryString();
}
