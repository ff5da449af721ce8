using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Notices;

/// <summary>
/// Makes notices and letters of what people are to be told of. What a cause comes to, and that it is told, is one save:
/// whatever stops the program, and however many nodes are at it, everybody is told once.
/// </summary>
internal sealed class NoticeTeller(IDbContextFactory<RegistryContext> contexts, NoticeNews news, TimeProvider clock, ILogger<NoticeTeller> log) : BackgroundService
{
    /// <summary>Each has a few people, with a notice and a letter for each: while these are written, whoever saves anything waits.</summary>
    private const int AtOnce = 40;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly Actor Teller = Actor.System("Уведомления");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                if (await TellAsync(stoppingToken) > 0)
                    pause = TimeSpan.Zero;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Notices could not be told.");
                pause = AfterFailure;
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells the causes that are due, so many at once.</summary>
    /// <returns>How many causes were met: whether to ask again at once.</returns>
    public async Task<int> TellAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = await contexts.OpenAsync(Teller, cancel);
        // Thousands of digests come due together, and whoever is asked something must not wait behind them.
        var due = await context.NoticeCauses.Where(c => c.ToldAt == null && c.DueAt <= now)
            .OrderBy(c => c.Kind == NoticeKind.WeeklyGaps).ThenBy(c => c.DueAt).ThenBy(c => c.Id).Take(AtOnce).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        due.AddRange(await GatheredAsync(context, due, cancel));
        var people = await NoticeAddressees.ReadAsync(context, due, Ru.MoscowDay(now), cancel);
        foreach (var together in due.GroupBy(c => c.Kind == NoticeKind.PassportChanged ? (c.OrganizationId, c.ActorId, 0) : (null, null, c.Id)))
            Tell(context, people, [.. together.OrderBy(c => c.At).ThenBy(c => c.Id)], now);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node told some of them first, and nothing of this was written; the rest is read anew.
            return due.Count;
        }
        news.Bell.Ring();
        return due.Count;
    }

    /// <summary>Changes of the same passport by the same person whose time has not come yet: they are told along.</summary>
    private static async Task<List<NoticeCause>> GatheredAsync(RegistryContext context, List<NoticeCause> due, CancellationToken cancel)
    {
        var begun = due.Where(c => c.Kind == NoticeKind.PassportChanged).Select(c => (c.OrganizationId, c.ActorId)).ToHashSet();
        if (begun.Count == 0)
            return [];
        var (places, known) = (begun.Select(b => b.OrganizationId).ToList(), due.ConvertAll(c => c.Id));
        var waiting = await context.NoticeCauses.Where(c => c.ToldAt == null && c.Kind == NoticeKind.PassportChanged && places.Contains(c.OrganizationId) && !known.Contains(c.Id)).ToListAsync(cancel);
        return waiting.FindAll(c => begun.Contains((c.OrganizationId, c.ActorId)));
    }

    private static void Tell(RegistryContext context, NoticeAddressees people, List<NoticeCause> causes, DateTime now)
    {
        var last = causes[^1];
        var place = people.NameOf(last.OrganizationId) is { } name ? new[] { new NoticeLine(name) } : [];
        var words = new NoticeWords(last.Kind, last.Title, NoticeText.Of([.. place, .. causes.SelectMany(c => NoticeText.Lines(c.Text)).Distinct()]), last.Link);
        foreach (var person in people.Of(last))
        {
            var (byEmail, inProgram) = people.Wishes(person, last.Kind);
            if (inProgram && !person.IsInvited)
                context.Add(new Notice(person.Id, last.Kind, last.At, words.Title, words.Text, words.Link));
            if (byEmail && person.Email is { Length: > 0 })
                context.Add(Letter.To(Recipient.OfAccount(person.Id, person.Name, person.Email), LetterKind.Notice, now, words: words.Write()));
        }
        if (people.ChairpersonFor(last) is { } chairperson)
            context.Add(Letter.To(chairperson, LetterKind.Notice, now, words: words.Write()));
        causes.ForEach(c => c.MarkTold(now));
    }
}
