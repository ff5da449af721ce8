using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <summary>One open passport page.</summary>
public sealed class PassportEditor(PassportService service, RecordHistory history, TimeProvider clock, ILogger<PassportEditor> log)
    : RecordEditor<PassportSnapshot>(history, clock, log)
{
    /// <summary>The current chairperson's fields that are asked for outside their card.</summary>
    public FieldEdits Chair { get; } = new();

    public override int Unsaved => Own.Count + Chair.Count;

    public override FieldEdits Of(Field field) => field.Owner == typeof(Organization) ? Own : Chair;

    public override Task<bool> SaveAsync(Field? only = null) => TryAsync(async () =>
    {
        var own = Named(Own, only);
        var chair = Named(Chair, only);
        if (own.Count > 0 && !await SendAsync(Own, new PassportDraft(Now!.Id, Now.Version, own)))
            return false;
        return chair.Count == 0 || Now!.Chairperson is null
            || await SendAsync(Chair, new PassportDraft(Now.Id, Now.Version, chair, ChairpersonTab.Chairpersons, Now.Chairperson.Id));
    });

    public Task<bool> ConfirmAsync() => ActAsync(now => service.ConfirmAsync(now.Id, now.Version));

    public Task<bool> ExemptAsync(Gap gap, string reason) => ActAsync(now => service.ExemptAsync(now.Id, now.Version, gap, reason));

    public Task<bool> EndExemptionAsync(Gap gap) => ActAsync(now => service.EndExemptionAsync(now.Id, now.Version, gap));

    /// <summary>Sends a line of a list; null when it could not be tried, and <see cref="RecordEditor.Problem"/> says why.</summary>
    public async Task<SaveResult<PassportSnapshot>?> SaveRowAsync(RowSet set, int? rowId, FieldEdits edits)
    {
        SaveResult<PassportSnapshot>? result = null;
        await TryAsync(async () => (result = Took(await service.SaveAsync(new PassportDraft(Now!.Id, Now.Version, edits.All, set, rowId)))).IsSaved);
        return result;
    }

    public async Task<SaveResult<PassportSnapshot>?> DeleteRowAsync(RowSet set, RowSnapshot row)
    {
        SaveResult<PassportSnapshot>? result = null;
        await TryAsync(async () => (result = Took(await service.DeleteRowAsync(Now!.Id, set, row, Now.Version))).IsSaved);
        return result;
    }

    public override void Cancel()
    {
        Chair.Drop();
        base.Cancel();
    }

    protected override Task<PassportSnapshot?> ReadAsync(int id) => service.LoadAsync(id);

    protected override Task<int?> VersionAsync(int id) => service.VersionAsync(id);

    protected override void Show(PassportSnapshot now)
    {
        var chair = Now?.Chairperson?.Id;
        base.Show(now);
        // Words typed for one person must not end up on the next one's card, nor vanish untold.
        if (chair is not null && chair != now.Chairperson?.Id && Chair.Count > 0)
        {
            Problem = $"Председатель тем временем сменился. Набранное для прежнего не сохранено: {string.Join("; ", Chair.All.Values.Select(e => e.Text))}.";
            Chair.Drop();
        }
        Chair.Read(now.Chairperson?.Texts ?? new Dictionary<string, string>(), now.Version);
    }

    private async Task<bool> SendAsync(FieldEdits edits, PassportDraft draft)
    {
        var result = await service.SaveAsync(draft);
        var saved = TookFields(edits, draft.Edits.Keys, result);
        if (result.Gone is not null)
            Problem = "Карточку председателя тем временем удалили. Укажите председателя заново.";
        return saved;
    }
}
