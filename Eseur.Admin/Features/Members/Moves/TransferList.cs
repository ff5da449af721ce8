using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>A request as one of its sides may read it.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="MemberId">The card, for those who may open it; null for the others.</param>
/// <param name="FullName">The person; for the receiving side that asks, in its own words.</param>
/// <param name="From">Null where the receiving side may not know it before the answer.</param>
public sealed record TransferRow(int Id, int? MemberId, string FullName, string? From, string To, bool AskedByGiver, string AskedBy, DateTime AskedAt,
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
        var scope = context.Actor!.Scope;
        // Past the scope: one end is outside of it as a rule. What of it this side may read is decided below.
        var rows = await (from r in requests.Take(Most)
                          join m in context.Members on r.MemberId equals m.Id
                          join h in context.Organizations on m.OrganizationId equals h.Id
                          join f in context.Organizations on r.FromId equals f.Id
                          join t in context.Organizations on r.ToId equals t.Id
                          select new { Request = r, m.Surname, m.Name, m.Patronymic, From = f.ShortName, To = t.ShortName, FromPath = f.Path, HeldAt = h.Path })
            .IgnoreQueryFilters([RegistryContext.ScopeFilter]).AsNoTracking().ToListAsync();
        return [.. rows.Select(row =>
        {
            var request = row.Request;
            // The giving side knows its own member, and its offer tells the other side of whom it speaks.
            var isTold = request.AskedByGiver || scope.May(Powers.Write, row.FromPath) || scope.May(Powers.ReadPersons, row.HeldAt);
            var mayOpen = scope.May(Powers.ReadPersons, row.HeldAt);
            var fullName = isTold ? $"{row.Surname} {row.Name} {row.Patronymic}".TrimEnd() : request.AskedName ?? "Человек из другой организации";
            // Why a request came to nothing may be the other side's own affair; a refusal is written to be read.
            var reason = isTold || request.Reason is null || request.State == TransferState.Refused ? request.Reason : "Запрос больше не действует.";
            return new TransferRow(request.Id, mayOpen ? request.MemberId : null, fullName, isTold ? row.From : null, row.To, request.AskedByGiver,
                request.AskedBy, request.AskedAt, request.State, isTold ? request.DecidedBy : null, request.DecidedAt, reason);
        })];
    }
}
