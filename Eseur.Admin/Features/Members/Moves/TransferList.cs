using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>A request as both sides read it.</summary>
public sealed record TransferRow(int Id, int MemberId, string FullName, string From, string To, bool AskedByGiver, string AskedBy, DateTime AskedAt,
    TransferState State, string? DecidedBy, DateTime? DecidedAt, string? Reason);

/// <summary>The requests that concern a person.</summary>
/// <param name="ToAnswer">Wait for this person's answer, oldest first.</param>
/// <param name="ToAnswerCount">All of them: the list shows the first <see cref="TransferList.Most"/>.</param>
/// <param name="Asked">Sent by this person's side, not answered yet.</param>
/// <param name="Answered">Answered or closed in the last <see cref="TransferList.RecentDays"/> days.</param>
public sealed record TransferBoard(IReadOnlyList<TransferRow> ToAnswer, int ToAnswerCount, IReadOnlyList<TransferRow> Asked, IReadOnlyList<TransferRow> Answered);

public sealed class TransferList(RegistryDatabase database, TimeProvider clock)
{
    public const int Most = 100;
    public const int RecentDays = 30;

    private static readonly TransferBoard Nothing = new([], 0, [], []);

    /// <summary>How many requests wait for the person's answer.</summary>
    public async Task<int> CountToAnswerAsync()
    {
        await using var context = await database.OpenAsync();
        return context.Actor?.MayWriteAnywhere == true ? await ToAnswer(context).CountAsync() : 0;
    }

    public async Task<TransferBoard> ReadAsync()
    {
        await using var context = await database.OpenAsync();
        if (context.Actor?.MayWriteAnywhere != true)
            return Nothing;
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-RecentDays);
        var mine = Mine(context);
        var toAnswer = ToAnswer(context);
        var asked = context.TransferRequests.Where(r => r.State == TransferState.Asked
            && ((r.AskedByGiver && mine.Contains(r.FromId) && !mine.Contains(r.ToId)) || (!r.AskedByGiver && mine.Contains(r.ToId) && !mine.Contains(r.FromId))));
        var answered = context.TransferRequests.Where(r => r.State != TransferState.Asked && r.DecidedAt > since && (mine.Contains(r.FromId) || mine.Contains(r.ToId)));
        var waiting = await RowsAsync(context, toAnswer.OrderBy(r => r.AskedAt));
        return new TransferBoard(waiting, waiting.Count < Most ? waiting.Count : await toAnswer.CountAsync(),
            await RowsAsync(context, asked.OrderBy(r => r.AskedAt)), await RowsAsync(context, answered.OrderByDescending(r => r.DecidedAt)));
    }

    private static IQueryable<int> Mine(RegistryContext context) => context.Organizations.Where(context.Actor, Powers.Write).Select(o => o.Id);

    private static IQueryable<TransferRequest> ToAnswer(RegistryContext context)
    {
        var mine = Mine(context);
        return context.TransferRequests.Where(r => r.State == TransferState.Asked && ((r.AskedByGiver && mine.Contains(r.ToId)) || (!r.AskedByGiver && mine.Contains(r.FromId))));
    }

    private static async Task<IReadOnlyList<TransferRow>> RowsAsync(RegistryContext context, IQueryable<TransferRequest> requests)
    {
        var rows = await (from r in requests.Take(Most)
                          join m in context.Members on r.MemberId equals m.Id
                          join f in context.Organizations on r.FromId equals f.Id
                          join t in context.Organizations on r.ToId equals t.Id
                          select new { Request = r, m.Surname, m.Name, m.Patronymic, From = f.ShortName, To = t.ShortName }).AsNoTracking().ToListAsync();
        return [.. rows.Select(r => new TransferRow(r.Request.Id, r.Request.MemberId, $"{r.Surname} {r.Name} {r.Patronymic}".TrimEnd(), r.From, r.To, r.Request.AskedByGiver,
            r.Request.AskedBy, r.Request.AskedAt, r.Request.State, r.Request.DecidedBy, r.Request.DecidedAt, r.Request.Reason))];
    }
}
