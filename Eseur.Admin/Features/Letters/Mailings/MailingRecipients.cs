using System.Globalization;
using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>One line of the list behind a number.</summary>
/// <param name="Organization">By its short name.</param>
/// <param name="Name">Empty where the office is.</param>
/// <param name="Address">As it is written there, mistakes and all.</param>
/// <param name="State">Of the letter; null while there is none.</param>
/// <param name="Reason">What the mail server said.</param>
/// <param name="Link">Opens the record where it is mended.</param>
public sealed record RecipientRow(RecipientKind Kind, int Id, int? OrganizationId, string Organization, LevelGroup Level, string Name, string? Address, LetterState? State, Obstacle Obstacle, string? Status, string? Reason, string Link)
{
    /// <summary>What was foreseen when the letter was queued; of a draft, what is foreseen now.</summary>
    public Obstacle Forecast { get; init; }

    /// <summary>UTC; null while it is not sent.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>When it came to a state that lasts, UTC.</summary>
    public DateTime? SettledAt { get; init; }
}

/// <summary>Who stands behind the numbers of a mailing, page by page. Names and addresses are hidden from whoever may not read them.</summary>
public sealed class MailingRecipients(RegistryDatabase database, AudienceReader audiences, VisibleBoard board)
{
    /// <param name="query">Words of the organisation's name, and of the person's and the address where they may be read.</param>
    /// <returns>Empty for a mailing that the acting person may not see.</returns>
    public async Task<IReadOnlyList<RecipientRow>> PageAsync(int mailingId, RecipientFilter filter, int skip, int take, string? query = null, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        if (await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId, cancel) is not { } mailing)
            return [];
        if (mailing.StartedAt is null)
            return await PageAsync(MailingAudience.Parse(mailing.Audience), mailing.Channel, mailing.OrganizationId, filter, skip, take, cancel);
        var page = await Shown(Find(context, mailingId, filter, query), skip, take).ToListAsync(cancel);
        return [.. page.Select(l => Row(context.Actor, mailing.Channel, l))];
    }

    /// <summary>How many letters the list has; of a draft there are none.</summary>
    /// <inheritdoc cref="PageAsync(int, RecipientFilter, int, int, string?, CancellationToken)"/>
    public async Task<int> CountAsync(int mailingId, RecipientFilter filter, string? query, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        return await context.Mailings.AnyAsync(m => m.Id == mailingId, cancel) ? await Find(context, mailingId, filter, query).CountAsync(cancel) : 0;
    }

    /// <summary>The whole list, one after another: a million needs no more memory than one.</summary>
    /// <inheritdoc cref="PageAsync(int, RecipientFilter, int, int, string?, CancellationToken)"/>
    public async IAsyncEnumerable<RecipientRow> AllAsync(int mailingId, RecipientFilter filter, string? query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        if (await context.Mailings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailingId, cancel) is not { } mailing)
            yield break;
        var rows = mailing.StartedAt is null
            ? Of(MailingAudience.Parse(mailing.Audience), mailing.Channel, mailing.OrganizationId, filter, cancel).Select(r => Row(context.Actor, mailing.Channel, r))
            : Shown(Find(context, mailingId, filter, query)).AsAsyncEnumerable().Select(l => Row(context.Actor, mailing.Channel, l));
        await foreach (var row in rows.WithCancellation(cancel))
            yield return row;
    }

    /// <summary>Of an audience as it stands on the page, saved or not.</summary>
    /// <param name="organizationId">In whose name.</param>
    public async Task<IReadOnlyList<RecipientRow>> PageAsync(MailingAudience audience, LetterChannel channel, int organizationId, RecipientFilter filter, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = await database.OpenAsync();
        var page = await Task.Run(async () => await Of(audience, channel, organizationId, filter, cancel).Skip(skip).Take(take).ToListAsync(cancel), cancel);
        return [.. page.Select(r => Row(context.Actor, channel, r))];
    }

    private IAsyncEnumerable<Recipient> Of(MailingAudience audience, LetterChannel channel, int organizationId, RecipientFilter filter, CancellationToken cancel) =>
        audiences.ReadAsync(audience, channel, organizationId, cancel).Select(m => m.Recipient)
            .Where(r => (filter.Level is null || r.Level == filter.Level) && (filter.Obstacle is null || r.Obstacle == filter.Obstacle));

    private static IQueryable<Letter> Find(RegistryContext context, int mailingId, RecipientFilter filter, string? query)
    {
        var letters = context.Letters.AsNoTracking().Where(l => l.MailingId == mailingId);
        if (filter.Level is { } level)
            letters = letters.Where(l => l.Level == level);
        if (filter.Obstacle is { } obstacle)
            letters = letters.Where(l => l.Forecast == obstacle || (obstacle != Obstacle.None && l.Obstacle == obstacle));
        if (filter.State is { } state)
            letters = letters.Where(l => l.State == state || (state == LetterState.Queued && l.State == LetterState.Sending));
        if (filter.Status is { } status)
            letters = letters.Where(l => (l.State == LetterState.Bounced || l.State == LetterState.Failed) && l.Status == (status == RecipientFilter.NoStatus ? null : status));
        return LetterSearch.Words(context, letters, query);
    }

    /// <summary>In the order of the index that keeps a mailing from being queued twice: a page of it sorts nothing.</summary>
    internal static IQueryable<ShownLetter> Shown(IQueryable<Letter> letters, int skip = 0, int? take = null)
    {
        IQueryable<Letter> ordered = letters.OrderBy(l => l.RecipientKind).ThenBy(l => l.RecipientId).ThenBy(l => l.OrganizationId);
        return (take is { } most ? ordered.Skip(skip).Take(most) : ordered)
            .Select(l => new ShownLetter(new Recipient(l.RecipientKind, l.RecipientId, l.OrganizationId, l.Level, l.Name, l.Address, l.Obstacle), l.State, l.Status, l.Reason, l.Forecast, l.SentAt, l.SettledAt));
    }

    private RecipientRow Row(Actor? actor, LetterChannel channel, ShownLetter letter) =>
        Row(actor, channel, letter.Recipient, letter.State, letter.Status, letter.Reason) with
        {
            Forecast = letter.Forecast, SentAt = letter.SentAt, SettledAt = letter.SettledAt,
        };

    private RecipientRow Row(Actor? actor, LetterChannel channel, Recipient recipient, LetterState? state = null, string? status = null, string? reason = null)
    {
        // An organisation's own name and mailbox are nobody's personal data.
        var isPerson = recipient.Kind != RecipientKind.Organization;
        var view = PersonView.Of(actor, board.SubtreePath(recipient.OrganizationId));
        var name = !isPerson || recipient.Name.Length == 0 ? recipient.Name : recipient.Kind == RecipientKind.Member ? view.CardName(recipient.Id, recipient.Name) : view.Text(recipient.Name);
        return new RecipientRow(recipient.Kind, recipient.Id, recipient.OrganizationId, recipient.OrganizationId is { } id && board.TryRead(id, out var node) ? node.Name : "", recipient.Level,
            name, isPerson ? view.Text(recipient.Address) : recipient.Address, state, recipient.Obstacle, status, isPerson && view.Hides ? null : reason, Link(recipient, channel)) { Forecast = recipient.Obstacle };
    }

    private static string Link(Recipient recipient, LetterChannel channel)
    {
        var record = recipient.Kind == RecipientKind.Member
            ? string.Create(CultureInfo.InvariantCulture, $"members/{recipient.Id}")
            : string.Create(CultureInfo.InvariantCulture, $"organizations/{recipient.OrganizationId}/passport");
        return Remedy.Of(recipient.Kind, channel, recipient.Obstacle) is { } remedy ? $"{record}/{remedy.Tab.Key}?field={remedy.Key}" : record;
    }
}

/// <summary>What a list takes of a letter.</summary>
internal sealed record ShownLetter(Recipient Recipient, LetterState State, string? Status, string? Reason, Obstacle Forecast, DateTime? SentAt, DateTime? SettledAt);
