using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Passport;

/// <summary>
/// Reads and saves a passport. A save is a three-way merge against what stands in the record at that moment: what only
/// one of two people changed is taken, what both changed differently comes back as a conflict and nothing is written.
/// </summary>
public sealed class PassportService(RegistryDatabase database, ReferenceStore references, RecordHistory history, TimeProvider clock)
{
    /// <summary>Null when there is no such organisation.</summary>
    public async Task<PassportSnapshot?> LoadAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var organization = await context.Organizations.AsNoTracking().WithPassport().SingleOrDefaultAsync(o => o.Id == id);
        return organization is null ? null : await SnapshotAsync(context, organization);
    }

    public async Task<int?> VersionAsync(int id)
    {
        await using var context = await database.OpenAsync();
        return await context.Organizations.Where(o => o.Id == id).Select(o => (int?)o.Version).SingleOrDefaultAsync();
    }

    /// <exception cref="RuleBrokenException">The registry's rules refuse the change; nothing was written.</exception>
    public Task<SaveResult<PassportSnapshot>> SaveAsync(PassportDraft draft) => ChangeAsync(draft.OrganizationId, draft.SeenVersion, async (context, organization) =>
    {
        var row = draft.RowId is null ? draft.Set?.Blank() : draft.Set!.Rows(organization).FirstOrDefault(r => r.Id == draft.RowId);
        if (draft.Set is not null && row is null)
            return new SaveResult<PassportSnapshot> { Now = await SnapshotAsync(context, organization), Gone = await history.DeletionAsync(RecordRef.Passport(draft.OrganizationId), draft.RowId!.Value) };

        var (values, errors) = ThreeWayMerge.Parse(draft.Set?.Typed ?? Catalogue.Passport.Fields.Where(f => !f.IsByAct), draft.Edits, isNew: draft is { Set: not null, RowId: null }, references.Book);
        if (await CardErrorAsync(context, values) is { } wrongCard)
            errors[ChairpersonTab.Member.Key] = wrongCard;
        if (errors.Count == 0)
        {
            var conflicts = await ThreeWayMerge.ConflictsAsync((object?)row ?? organization, organization.Version, draft.Edits, values,
                (field, after) => history.LastAsync(RecordRef.Passport(organization.Id), field.Key, draft.RowId, after));
            if (conflicts.Count > 0)
                return new SaveResult<PassportSnapshot> { Now = await SnapshotAsync(context, organization), Conflicts = conflicts };
            foreach (var (field, value) in values)
            {
                if (row is null)
                    organization.Fill(field, value);
                else
                    row.Fill(field, value);
            }
            if (row is not null && draft.Set!.Check(row) is { } wrong)
                errors[wrong.Field] = wrong.Error;
        }
        if (errors.Count > 0)
            return await RefusedAsync(context, draft, errors);
        if (draft is { Set: { } set, RowId: null })
            set.Attach(organization, row!, clock.MoscowToday());
        context.Act = draft switch
        {
            { Set: null } => RegistryContext.PassportChanged,
            { RowId: null } => $"{draft.Set.Title}: добавлено",
            _ => $"{draft.Set.Title}: изменено",
        };
        return null;
    });

    /// <summary>Takes a line away, unless someone changed it after the person had read it: then the changes come back as conflicts.</summary>
    public Task<SaveResult<PassportSnapshot>> DeleteRowAsync(int organizationId, RowSet set, RowSnapshot read, int seenVersion) => ChangeAsync(organizationId, seenVersion, async (context, organization) =>
    {
        if (set.Rows(organization).FirstOrDefault(r => r.Id == read.Id) is not { } row)
            return new SaveResult<PassportSnapshot> { IsSaved = true, Now = await SnapshotAsync(context, organization) };
        var conflicts = new List<FieldConflict>();
        foreach (var field in set.Fields.Where(f => f.Text(row) != read.Texts[f.Key]))
            conflicts.Add(new FieldConflict(field, field.Text(row), "", organization.Version, await history.LastAsync(RecordRef.Passport(organizationId), field.Key, read.Id, seenVersion)));
        if (conflicts.Count > 0)
            return new SaveResult<PassportSnapshot> { Now = await SnapshotAsync(context, organization), Conflicts = conflicts };
        set.Remove(organization, row);
        context.Act = $"{set.Title}: удалено";
        return null;
    });

    public Task<SaveResult<PassportSnapshot>> ConfirmAsync(int organizationId, int seenVersion) => ActAsync(organizationId, seenVersion, "Данные подтверждены",
        (organization, actor) => organization.Confirm(actor.Name, clock.GetUtcNow().UtcDateTime));

    public Task<SaveResult<PassportSnapshot>> ExemptAsync(int organizationId, int seenVersion, Gap gap, string reason) => ActAsync(organizationId, seenVersion, "Поле не относится к организации",
        (organization, actor) => organization.Exempt(gap, reason, actor.Name, clock.GetUtcNow().UtcDateTime));

    public Task<SaveResult<PassportSnapshot>> EndExemptionAsync(int organizationId, int seenVersion, Gap gap) => ActAsync(organizationId, seenVersion, "Поле снова относится к организации",
        (organization, _) => organization.EndExemption(gap));

    private Task<SaveResult<PassportSnapshot>> ActAsync(int organizationId, int seenVersion, string act, Action<Organization, Actor> change) => ChangeAsync(organizationId, seenVersion, (context, organization) =>
    {
        context.Act = act;
        change(organization, context.Actor!);
        return Task.FromResult<SaveResult<PassportSnapshot>?>(null);
    });

    /// <summary>Loads, lets <paramref name="change"/> act or answer, and saves; again from the start when another save came between.</summary>
    private Task<SaveResult<PassportSnapshot>> ChangeAsync(int organizationId, int seenVersion, Func<RegistryContext, Organization, Task<SaveResult<PassportSnapshot>?>> change) => ThreeWayMerge.TryAsync(async () =>
    {
        await using var context = await database.OpenAsync();
        var organization = await context.Organizations.WithPassport().SingleOrDefaultAsync(o => o.Id == organizationId)
            ?? throw new RuleBrokenException("Такой организации больше нет в реестре.");
        if (organization.Level == OrganizationLevel.Nation)
            throw new RuleBrokenException("У самого Профсоюза паспорта нет: паспорта ведут его организации.");
        if (!organization.IsActive)
            throw new RuleBrokenException($"Организация уже не действует ({organization.Status.Label().ToLowerInvariant()}), изменить её паспорт нельзя.");
        var before = organization.Version;
        var result = await change(context, organization);
        if (result is null)
        {
            await context.SaveChangesAsync();
            result = new SaveResult<PassportSnapshot> { IsSaved = true, Now = await SnapshotAsync(context, organization) };
        }
        return result with { Others = await history.BetweenAsync(RecordRef.Passport(organizationId), seenVersion, before) };
    });

    /// <summary>The loaded entity may already carry refused values, so the answer is read anew.</summary>
    private async Task<SaveResult<PassportSnapshot>> RefusedAsync(RegistryContext context, PassportDraft draft, Dictionary<string, string> errors)
    {
        context.ChangeTracker.Clear();
        return new SaveResult<PassportSnapshot> { Now = (await LoadAsync(draft.OrganizationId))!, Errors = errors };
    }

    /// <summary>The sentence for the field, or null: a card that is named must be there, and its person on record.</summary>
    private static async Task<string?> CardErrorAsync(RegistryContext context, IEnumerable<(Field Field, object? Value)> values)
    {
        if (values.FirstOrDefault(v => v.Field == ChairpersonTab.Member).Value is not int number)
            return null;
        var card = await ShownCards(context).Where(m => m.Id == number).Select(m => new { m.OffRecordOn }).SingleOrDefaultAsync();
        return card switch
        {
            null => $"Карточки № {number} в реестре нет. Проверьте номер.",
            { OffRecordOn: { } off } => $"Человек с карточкой № {number} снят с учёта {off:dd.MM.yyyy}. Председатель должен состоять на учёте.",
            _ => null,
        };
    }

    /// <summary>Cards whose people the actor reads: another's number typed here must not tell a name.</summary>
    private static IQueryable<Member> ShownCards(RegistryContext context)
    {
        var shown = context.Organizations.Where(context.Actor, Powers.ReadPersons);
        return context.Members.AsNoTracking().Where(m => shown.Any(o => o.Id == m.OrganizationId));
    }

    private static async Task<PassportSnapshot> SnapshotAsync(RegistryContext context, Organization organization)
    {
        var cards = organization.Chairpersons.Select(c => c.MemberId).OfType<int>().ToList();
        var view = PersonView.Of(context.Actor, organization.Path);
        return new PassportSnapshot(organization, view)
        {
            MayWrite = organization.IsActive && organization.Level != OrganizationLevel.Nation && context.Actor?.MayWrite(organization.Path) == true,
            CardNames = cards.Count == 0 || view.Hides ? [] : await ShownCards(context).Where(m => cards.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.FullName),
        };
    }
}
