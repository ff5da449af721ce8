using Eseur.Admin.Data;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>One line of a person's notices.</summary>
public sealed record NoticeRow(long Id, NoticeKind Kind, DateTime At, string Title, string Text, string Link, bool IsRead);

/// <summary>The acting person's own notices: unread first, newest first.</summary>
public sealed class NoticeList(RegistryDatabase database, NoticeNews news, TimeProvider clock)
{
    public const int Latest = 10;

    public Task<IReadOnlyList<NoticeRow>> LatestAsync() => PageAsync(new NoticeFilter(), 0, Latest);

    public async Task<IReadOnlyList<NoticeRow>> PageAsync(NoticeFilter filter, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await Own(context, filter).OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.At).ThenByDescending(n => n.Id).Skip(skip).Take(take)
            .Select(n => new NoticeRow(n.Id, n.Kind, n.At, n.Title, n.Text, n.Link, n.ReadAt != null)).ToListAsync(cancel);
    }

    public async Task<(int Total, int Unread)> CountAsync(NoticeFilter filter, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var own = Own(context, filter);
        return (await own.CountAsync(cancel), await own.CountAsync(n => n.ReadAt == null, cancel));
    }

    public Task ReadAsync(long id) => MarkAsync(n => n.Where(x => x.Id == id));

    /// <summary>All that the filter shows.</summary>
    public Task ReadAllAsync(NoticeFilter filter) => MarkAsync(filter.Of);

    private async Task MarkAsync(Func<IQueryable<Notice>, IQueryable<Notice>> which)
    {
        await using var context = await database.OpenAsync();
        var now = clock.GetUtcNow().UtcDateTime;
        await which(Own(context, new NoticeFilter())).Where(n => n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now));
        news.Bell.Ring();
    }

    private static IQueryable<Notice> Own(RegistryContext context, NoticeFilter filter)
    {
        // Whoever sees all has notices of their own as well, and only those are theirs to read.
        var user = context.Actor?.UserId ?? 0;
        return filter.Of(context.Notices.Where(n => n.UserId == user));
    }
}
