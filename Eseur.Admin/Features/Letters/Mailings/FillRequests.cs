using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What came of asking.</summary>
/// <param name="Asked">Organisations whose people, or whose superior's people, are told now.</param>
/// <param name="Before">Organisations that were asked for the same within the week.</param>
/// <param name="Nobody">Organisations with nobody in the registry, neither there nor above them.</param>
public sealed record FillAnswer(int Asked, int Before, int Nobody);

/// <summary>
/// Asks those who can to fill what stands in a mailing's way. Only for what is so at this moment: whoever has filled it
/// since is not asked.
/// </summary>
public sealed class FillRequests(RegistryDatabase database, IDbContextFactory<RegistryContext> contexts, AudienceReader audiences, VisibleBoard board, TimeProvider clock)
{
    private const int CausesAtOnce = 500;

    /// <summary>Who is asked every day stops reading.</summary>
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromDays(7);

    private static readonly RegistryRole[] Fillers = [.. Enum.GetValues<RegistryRole>().Where(r => r.Allows().HasFlag(Powers.Write))];

    /// <param name="level">Of the organisations asked; null for all.</param>
    public async Task<FillAnswer> AskAsync(int mailingId, Obstacle obstacle, LevelGroup? level, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var mailing = await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId, cancel) ?? throw new RuleBrokenException("Такой рассылки нет.");
        return await AskAsync(MailingAudience.Parse(mailing.Audience), mailing.Channel, mailing.OrganizationId, obstacle, level, cancel);
    }

    /// <summary>For an audience as it stands on the page, saved or not.</summary>
    /// <param name="organizationId">In whose name.</param>
    /// <param name="level">Of the organisations asked; null for all.</param>
    public async Task<FillAnswer> AskAsync(MailingAudience audience, LetterChannel channel, int organizationId, Obstacle obstacle, LevelGroup? level, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        if (!await context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.Id == organizationId, cancel) || !board.TryRead(organizationId, out var asker))
            throw new RuleBrokenException("У вас нет права просить от имени этой организации.");
        var remedy = Remedy.Of(audience.To, channel, obstacle) ?? throw new RuleBrokenException("Здесь просить не о чем: человек сам отказался или заполнять нечего.");
        var concerned = await Task.Run(() => ConcernedAsync(audience, channel, organizationId, obstacle, level, cancel), cancel);
        var request = new FillRequest(audience, obstacle, level, remedy, asker.Name, clock.GetUtcNow().UtcDateTime, context.Actor!.UserId);
        var (fillers, before) = await KnownAsync(request, cancel);
        var (own, below, nobody) = Addressed(concerned, fillers, organizationId);
        var causes = own.Where(o => !before.Contains(request.KeyOf(o, isBelow: false))).Select(o => request.ToOne(o, concerned[o]))
            .Concat(below.Where(b => !before.Contains(request.KeyOf(b.Key, isBelow: true))).Select(b => request.ToSuperior(b.Key, b.Value)));
        foreach (var chunk in causes.Chunk(CausesAtOnce))
        {
            context.NoticeCauses.AddRange(chunk);
            await SaveAsync(context, cancel);
        }
        var askedBefore = own.Count(o => before.Contains(request.KeyOf(o, isBelow: false))) + below.Where(b => before.Contains(request.KeyOf(b.Key, isBelow: true))).Sum(b => b.Value);
        return new FillAnswer(concerned.Count - askedBefore - nobody, askedBefore, nobody);
    }

    private static async Task SaveAsync(RegistryContext context, CancellationToken cancel)
    {
        try
        {
            await context.SaveChangesAsync(cancel);
            context.ChangeTracker.Clear();
        }
        catch (DbUpdateException)
        {
            throw new RuleBrokenException("Кто-то только что попросил о том же. Посмотрите через минуту: просьбы уже уходят.");
        }
    }

    /// <summary>Organisations, and how many of their people it is about.</summary>
    private async Task<Dictionary<int, int>> ConcernedAsync(MailingAudience audience, LetterChannel channel, int organizationId, Obstacle obstacle, LevelGroup? level, CancellationToken cancel)
    {
        var concerned = new Dictionary<int, int>();
        await foreach (var (recipient, _) in audiences.ReadAsync(audience, channel, organizationId, cancel))
        {
            if (recipient.Obstacle == obstacle && (level is null || recipient.Level == level) && recipient.OrganizationId is { } id)
                concerned[id] = concerned.GetValueOrDefault(id) + 1;
        }
        return concerned;
    }

    /// <summary>Where there is somebody to tell, and what was asked lately: of grants and notices people read only their own.</summary>
    private async Task<(HashSet<int> Fillers, HashSet<string> Before)> KnownAsync(FillRequest request, CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Просьбы заполнить"), cancel);
        var (since, prefix) = (request.At - NotAgainFor, request.Prefix);
        var fillers = await context.Grants.Where(Grant.HoldsOn(clock.MoscowToday())).Where(g => Fillers.Contains(g.Role) && context.Users.Any(u => u.Id == g.UserId && u.ClosedAt == null))
            .Select(g => g.OrganizationId).Distinct().ToListAsync(cancel);
        var keys = await context.NoticeCauses.Where(c => c.Kind == NoticeKind.FillAsked && c.At > since && c.Key!.StartsWith(prefix)).Select(c => c.Key!).ToListAsync(cancel);
        // The key's last part is its day: a request of today is the same as one of six days ago.
        return ([.. fillers], [.. keys.Select(k => k[..k.LastIndexOf(':')])]);
    }

    private (List<int> Own, Dictionary<int, int> Below, int Nobody) Addressed(Dictionary<int, int> concerned, HashSet<int> fillers, int asker)
    {
        var (own, below, nobody) = (new List<int>(), new Dictionary<int, int>(), 0);
        foreach (var id in concerned.Keys)
        {
            if (fillers.Contains(id))
                own.Add(id);
            else if (Superior(id, fillers, asker) is { } superior)
                below[superior] = below.GetValueOrDefault(superior) + 1;
            else
                nobody++;
        }
        return (own, below, nobody);
    }

    /// <summary>The nearest above that has somebody; the asking one does not ask itself.</summary>
    private int? Superior(int id, HashSet<int> fillers, int asker)
    {
        while (id != asker && board.TryRead(id, out var node) && node.SuperiorId is { } superior && superior != asker)
        {
            if (fillers.Contains(superior))
                return superior;
            id = superior;
        }
        return null;
    }
}

/// <summary>The words, the link and the key of one request.</summary>
internal sealed record FillRequest(MailingAudience Audience, Obstacle Obstacle, LevelGroup? Level, Remedy Remedy, string Asker, DateTime At, int? ActorId)
{
    private bool OfMembers => Audience.To == RecipientKind.Member;

    private string Verb => Obstacle is Obstacle.BadAddress or Obstacle.Returned ? "исправить" : "заполнить";

    private string Why => Ru.Sentence(Remedy.Gap?.Why ?? "Иначе письма Профсоюза не доходят.");

    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"fill:{(byte)Audience.To}:{Remedy.Key}:{(byte)Obstacle}:");

    /// <summary>Without its day.</summary>
    public string KeyOf(int organization, bool isBelow) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{organization}{(isBelow ? "b" : "")}");

    /// <summary>What a key that was made here is about; null where what is to be filled is counted nowhere.</summary>
    public static (Gap Gap, int OrganizationId, bool IsBelow)? Read(string key)
    {
        if (key.Split(':') is not ["fill", var to, var place, var obstacle, var whose, _] || !byte.TryParse(to, CultureInfo.InvariantCulture, out var kind) || !byte.TryParse(obstacle, CultureInfo.InvariantCulture, out var why)
            || !int.TryParse(whose.TrimEnd('b'), CultureInfo.InvariantCulture, out var organization))
            return null;
        var gap = Letter.Channels.Select(c => Remedy.Of((RecipientKind)kind, c, (Obstacle)why)).FirstOrDefault(r => r?.Key == place)?.Gap;
        return gap is null ? null : (gap, organization, whose.EndsWith('b'));
    }

    public NoticeCause ToOne(int organization, int people) => Cause(organization, isBelow: false, $"Просят {Verb}: {Remedy.Title}",
        $"«{Asker}» готовит рассылку, и {(OfMembers ? $"{Ru.Number(people)} {Ru.Plural(people, "член Профсоюза", "члена Профсоюза", "членов Профсоюза")} вашей организации её не {Ru.Plural(people, "получит", "получат", "получат")}" : "вам она не дойдёт")}. Причина: {Obstacle.Label().ToLower(Ru.Culture)}.\n{Why}",
        OfMembers ? Lists.Members(organization, Remedy) : string.Create(CultureInfo.InvariantCulture, $"organizations/{organization}/passport/{Remedy.Tab.Key}?field={Remedy.Key}"));

    public NoticeCause ToSuperior(int organization, int organizations) => Cause(organization, isBelow: true, $"Просят помочь {Verb}: {Remedy.Title}",
        $"«{Asker}» готовит рассылку, и до {Ru.Number(organizations)} {Ru.Plural(organizations, "организации", "организаций", "организаций")} ниже вашей она не дойдёт. Причина: {Obstacle.Label().ToLower(Ru.Culture)}. Сами они в реестре ещё не работают: {Verb} за них можете вы.\n{Why}",
        OfMembers ? Lists.Members(organization, Remedy) : Lists.Organizations(organization, Level, Remedy));

    private NoticeCause Cause(int organization, bool isBelow, string title, string text, string link) => new(NoticeKind.FillAsked, At, title, text, link)
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(organization, isBelow)}:{At:yyyyMMdd}"),
        OrganizationId = organization,
        ActorId = ActorId,
    };

    private static class Lists
    {
        public static string Members(int under, Remedy remedy) =>
            "members" + new Features.Members.Register.MemberFilter { Under = under, Lacks = remedy.Gap is { } gap ? [gap] : [] }.ToQueryString();

        public static string Organizations(int under, LevelGroup? level, Remedy remedy) =>
            "organizations" + new Organizations.OrganizationFilter { Under = under, Levels = level is { } one ? [one] : [], Lacks = remedy.Gap is { } gap ? [gap] : [] }.ToQueryString();
    }
}
