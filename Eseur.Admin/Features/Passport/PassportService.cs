using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Passport;

/// <summary>
/// Reads and saves a passport. A save is a three-way merge against what stands in the record at that moment: what only
/// one of two people changed is taken, what both changed differently comes back as a conflict and nothing is written.
/// </summary>
public sealed class PassportService(RegistryDatabase database, ReferenceStore references, PassportHistory history, TimeProvider clock)
{
    /// <summary>Each try reads the record anew; so many in a row lost to others means something else is wrong.</summary>
    private const int Tries = 8;

    /// <summary>Null when there is no such organisation.</summary>
    public async Task<PassportSnapshot?> LoadAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var organization = await context.Organizations.AsNoTracking().WithPassport().SingleOrDefaultAsync(o => o.Id == id);
        return organization is null ? null : Snapshot(context, organization);
    }

    public async Task<int?> VersionAsync(int id)
    {
        await using var context = await database.OpenAsync();
        return await context.Organizations.Where(o => o.Id == id).Select(o => (int?)o.Version).SingleOrDefaultAsync();
    }

    /// <exception cref="RuleBrokenException">The registry's rules refuse the change; nothing was written.</exception>
    public Task<SaveResult> SaveAsync(PassportDraft draft) => ChangeAsync(draft.OrganizationId, draft.SeenVersion, async (context, organization) =>
    {
        var row = draft.RowId is null ? draft.Set?.Blank() : draft.Set!.Rows(organization).FirstOrDefault(r => r.Id == draft.RowId);
        if (draft.Set is not null && row is null)
            return new SaveResult { Now = Snapshot(context, organization), Gone = await history.DeletionAsync(draft.OrganizationId, draft.RowId!.Value) };

        var fields = draft.Set?.Fields ?? Own;
        var (values, errors) = Parse(fields, draft);
        if (errors.Count == 0)
        {
            var conflicts = await ConflictsAsync(organization, (object?)row ?? organization, draft, values);
            if (conflicts.Count > 0)
                return new SaveResult { Now = Snapshot(context, organization), Conflicts = conflicts };
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
    public Task<SaveResult> DeleteRowAsync(int organizationId, RowSet set, RowSnapshot read, int seenVersion) => ChangeAsync(organizationId, seenVersion, async (context, organization) =>
    {
        if (set.Rows(organization).FirstOrDefault(r => r.Id == read.Id) is not { } row)
            return new SaveResult { IsSaved = true, Now = Snapshot(context, organization) };
        var conflicts = new List<FieldConflict>();
        foreach (var field in set.Fields.Where(f => f.Text(row) != read.Texts[f.Key]))
            conflicts.Add(new FieldConflict(field, field.Text(row), "", organization.Version, await history.LastAsync(organizationId, field.Key, read.Id, seenVersion)));
        if (conflicts.Count > 0)
            return new SaveResult { Now = Snapshot(context, organization), Conflicts = conflicts };
        set.Remove(organization, row);
        context.Act = $"{set.Title}: удалено";
        return null;
    });

    public Task<SaveResult> ConfirmAsync(int organizationId, int seenVersion) => ActAsync(organizationId, seenVersion, "Данные подтверждены",
        (organization, actor) => organization.Confirm(actor.Name, clock.GetUtcNow().UtcDateTime));

    public Task<SaveResult> ExemptAsync(int organizationId, int seenVersion, Gap gap, string reason) => ActAsync(organizationId, seenVersion, "Поле не относится к организации",
        (organization, actor) => organization.Exempt(gap, reason, actor.Name, clock.GetUtcNow().UtcDateTime));

    public Task<SaveResult> EndExemptionAsync(int organizationId, int seenVersion, Gap gap) => ActAsync(organizationId, seenVersion, "Поле снова относится к организации",
        (organization, _) => organization.EndExemption(gap));

    private static readonly IReadOnlyList<Field> Own = [.. Catalogue.Passport.Tabs.SelectMany(t => t.Fields)];

    private Task<SaveResult> ActAsync(int organizationId, int seenVersion, string act, Action<Organization, Actor> change) => ChangeAsync(organizationId, seenVersion, (context, organization) =>
    {
        context.Act = act;
        change(organization, context.Actor!);
        return Task.FromResult<SaveResult?>(null);
    });

    /// <summary>Loads, lets <paramref name="change"/> act or answer, and saves; again from the start when another save came between.</summary>
    private async Task<SaveResult> ChangeAsync(int organizationId, int seenVersion, Func<RegistryContext, Organization, Task<SaveResult?>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            var organization = await context.Organizations.WithPassport().SingleOrDefaultAsync(o => o.Id == organizationId)
                ?? throw new RuleBrokenException("Такой организации больше нет в реестре.");
            if (organization.Level == OrganizationLevel.Nation)
                throw new RuleBrokenException("У самого Профсоюза паспорта нет: паспорта ведут его организации.");
            if (!organization.IsActive)
                throw new RuleBrokenException($"Организация уже не действует ({organization.Status.Label().ToLowerInvariant()}), изменить её паспорт нельзя.");
            var before = organization.Version;
            try
            {
                var result = await change(context, organization);
                if (result is null)
                {
                    await context.SaveChangesAsync();
                    result = new SaveResult { IsSaved = true, Now = Snapshot(context, organization) };
                }
                return result with { Others = await history.BetweenAsync(organizationId, seenVersion, before) };
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Another save came between the reading and the writing: merge with it as with any other.
            }
        }
    }

    private (List<(Field Field, object? Value)> Values, Dictionary<string, string> Errors) Parse(IReadOnlyList<Field> fields, PassportDraft draft)
    {
        var values = new List<(Field, object?)>();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            // A new line is checked whole: a required field nobody touched is missing all the same.
            var edit = draft.Edits.GetValueOrDefault(field.Key);
            if (edit is null && (draft.RowId is not null || draft.Set is null))
                continue;
            var parsed = field.Parse(edit?.Text, references.Book);
            if (parsed.Error is { } error)
                errors[field.Key] = error;
            else
                values.Add((field, parsed.Value));
        }
        return (values, errors);
    }

    private async Task<List<FieldConflict>> ConflictsAsync(Organization organization, object owner, PassportDraft draft, List<(Field Field, object? Value)> values)
    {
        var conflicts = new List<FieldConflict>();
        foreach (var (field, value) in values)
        {
            var theirs = field.Text(owner);
            if (!draft.Edits.TryGetValue(field.Key, out var edit) || theirs == edit.Was || theirs == field.Kind.Format(value))
                continue;
            var first = await history.LastAsync(draft.OrganizationId, field.Key, draft.RowId, edit.Since);
            conflicts.Add(new FieldConflict(field, theirs, edit.Text, organization.Version, first));
        }
        return conflicts;
    }

    /// <summary>The loaded entity may already carry refused values, so the answer is read anew.</summary>
    private async Task<SaveResult> RefusedAsync(RegistryContext context, PassportDraft draft, Dictionary<string, string> errors)
    {
        context.ChangeTracker.Clear();
        return new SaveResult { Now = (await LoadAsync(draft.OrganizationId))!, Errors = errors };
    }

    private static PassportSnapshot Snapshot(RegistryContext context, Organization organization) =>
        PassportSnapshot.Of(organization, context.Actor?.MayWrite(organization.Path) == true);
}
