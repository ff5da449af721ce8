using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What will become of a mailing that is still a draft; of one that has begun each letter keeps what was foreseen.</summary>
public sealed class MailingForecast(AudienceReader audiences, TimeProvider clock)
{
    /// <summary>A page asks again as it is drawn; a person who goes off to mend something comes back later than this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private (string Key, ForecastTable Table)? last;

    /// <summary>Of an audience as it stands on the page, saved or not.</summary>
    /// <param name="organizationId">In whose name.</param>
    public async Task<ForecastTable> CountAsync(MailingAudience audience, LetterChannel channel, int organizationId, CancellationToken cancel = default)
    {
        var key = $"{organizationId} {channel} {audience.ToQueryString()}";
        if (last is { } known && known.Key == key && clock.GetUtcNow().UtcDateTime - known.Table.At < Fresh)
            return known.Table;
        // A database in a file answers on the asking thread: a page must not stand still meanwhile.
        var table = await Task.Run(() => CountAllAsync(audience, channel, organizationId, cancel), cancel);
        last = (key, table);
        return table;
    }

    private async Task<ForecastTable> CountAllAsync(MailingAudience audience, LetterChannel channel, int organizationId, CancellationToken cancel)
    {
        var counts = new Dictionary<(LevelGroup, Obstacle), int>();
        await foreach (var (recipient, _) in audiences.ReadAsync(audience, channel, organizationId, cancel))
        {
            var cell = (recipient.Level, recipient.Obstacle);
            counts[cell] = counts.GetValueOrDefault(cell) + 1;
        }
        return new ForecastTable(counts, clock.GetUtcNow().UtcDateTime);
    }
}
