using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>A change in words.</summary>
/// <param name="About">What it was made to: an organisation's name, a card's number, a person who signs in.</param>
/// <param name="Organization">Where; null where it is about no organisation, or the name is already in <paramref name="About"/>.</param>
public sealed record ToldChange(Change Change, string About, string? Organization, IReadOnlyList<RecordChangeLine> Lines);

/// <param name="Organization">Where; null for all that the person may see.</param>
public sealed record ToldReading(Reading Reading, string? Organization);

/// <summary>Puts changes of every kind in words.</summary>
internal sealed class ChangeWords(ReferenceBook book, IReadOnlyDictionary<int, string> organizations, IReadOnlyDictionary<int, string> users)
{
    public static async Task<IReadOnlyList<ToldChange>> TellAsync(IDbContextFactory<RegistryContext> contexts, ReferenceBook book, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        var places = changes.Select(c => c.OrganizationId).Concat(changes.SelectMany(c => c.Lines).Where(l => IsPlace(l.Field)).SelectMany(l => new[] { Number(l.Was), Number(l.Became) })).OfType<int>();
        var people = changes.Where(c => c.Subject == ChangeSubject.Account).Select(c => c.SubjectId)
            .Concat(changes.Where(c => c.Subject == ChangeSubject.Grant).SelectMany(c => c.Lines).Where(l => l.Field == nameof(Grant.UserId)).Select(l => Number(l.Became))).OfType<int>();
        var words = new ChangeWords(book, await OrganizationsAsync(contexts, places, cancel), await UsersAsync(contexts, changes, people, cancel));
        return [.. changes.Select(words.Tell)];
    }

    /// <summary>Names of organisations: an auditor reads the record and not the registry, and a number says nothing.</summary>
    public static async Task<Dictionary<int, string>> OrganizationsAsync(IDbContextFactory<RegistryContext> contexts, IEnumerable<int> ids, CancellationToken cancel)
    {
        var asked = ids.Distinct().ToList();
        if (asked.Count == 0)
            return [];
        await using var context = await contexts.OpenAsync(Actor.System("Журнал"), cancel);
        return await context.Organizations.AsNoTracking().Where(o => asked.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, cancel);
    }

    private static async Task<Dictionary<int, string>> UsersAsync(IDbContextFactory<RegistryContext> contexts, IReadOnlyList<Change> changes, IEnumerable<int> ids, CancellationToken cancel)
    {
        var asked = ids.Distinct().ToList();
        var grants = changes.Where(c => c.Subject == ChangeSubject.Grant).Select(c => c.SubjectId).OfType<int>().Distinct().ToList();
        if (asked.Count == 0 && grants.Count == 0)
            return [];
        await using var context = await contexts.OpenAsync(Actor.System("Журнал"), cancel);
        var users = await context.Users.AsNoTracking().Where(u => asked.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        // Grants are told by whose they are; their numbers are kept apart as negative ones.
        foreach (var holder in await (from g in context.Grants join u in context.Users on g.UserId equals u.Id where grants.Contains(g.Id) select new { g.Id, u.DisplayName }).ToListAsync(cancel))
            users[-holder.Id] = holder.DisplayName;
        return users;
    }

    private ToldChange Tell(Change change)
    {
        var organization = change.OrganizationId is { } id ? NameOf(id) ?? $"Организация № {id}" : null;
        var about = change.Subject switch
        {
            ChangeSubject.Organization => organization ?? "Организация",
            ChangeSubject.Card => $"Карточка № {change.MemberId}",
            ChangeSubject.Grant => "Доступ: " + (change.SubjectId is { } grant && users.TryGetValue(-grant, out var holder) ? holder : $"№ {change.SubjectId}"),
            ChangeSubject.Account => change.SubjectId is { } user ? "Вход: " + users.GetValueOrDefault(user, $"№ {user}") : "Вход",
            ChangeSubject.Request => $"Запрос о переводе № {change.SubjectId}",
            ChangeSubject.Mailing => $"Рассылка № {change.SubjectId}",
            _ => "Справочники",
        };
        return new ToldChange(change, about, change.Subject == ChangeSubject.Organization ? null : organization, [.. change.Lines.OrderBy(l => l.Id).Select(l => Tell(change.Subject, l))]);
    }

    private RecordChangeLine Tell(ChangeSubject subject, ChangeLine line)
    {
        if (OtherFields.Label(subject, line.Field) is not { } label)
            return RecordHistory.Tell(subject == ChangeSubject.Card ? Catalogue.Card : Catalogue.Passport, line, book, NameOf);
        var told = RecordHistory.Tell(Catalogue.Card, line, book, NameOf);
        return told with { Label = label, Was = Shown(line, line.Was) ?? told.Was, Became = Shown(line, line.Became) ?? told.Became };
    }

    private string? Shown(ChangeLine line, string? text) => Number(text) switch
    {
        { } id when IsPlace(line.Field) => NameOf(id),
        { } id when line.Field == nameof(Grant.UserId) => users.GetValueOrDefault(id),
        _ => null,
    };

    private string? NameOf(int id) => organizations.GetValueOrDefault(id);

    private static bool IsPlace(string field) => field is "SuperiorId" or "SuccessorId" or nameof(Grant.OrganizationId) or nameof(TransferRequest.FromId) or nameof(TransferRequest.ToId);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
