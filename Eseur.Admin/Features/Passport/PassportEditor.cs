using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Passport;

/// <summary>
/// One open passport page: what was read, what was typed over it, and what became of the last save. Whatever goes wrong,
/// what was typed stays until it is saved or the person drops it.
/// </summary>
public sealed class PassportEditor(PassportService service, PassportHistory history, TimeProvider clock, ILogger<PassportEditor> log)
{
    private int wanted;

    public PassportSnapshot? Now { get; private set; }

    /// <summary>The organisation's own fields.</summary>
    public FieldEdits Own { get; } = new();

    /// <summary>The current chairperson's fields that are asked for outside their card.</summary>
    public FieldEdits Chair { get; } = new();

    public IReadOnlyList<FieldConflict> Conflicts { get; private set; } = [];

    /// <summary>Why the last act did not happen, for the person.</summary>
    public string? Problem { get; private set; }

    /// <summary>UTC; null until something was saved here.</summary>
    public DateTime? SavedAt { get; private set; }

    /// <summary>What others saved while this page was open, newest last; until dismissed.</summary>
    public IReadOnlyList<PassportChange> Others { get; private set; } = [];

    public bool IsBusy { get; private set; }

    public int Unsaved => Own.Count + Chair.Count;

    public FieldEdits Of(Field field) => field.Owner == typeof(Organization) ? Own : Chair;

    public async Task LoadAsync(int id)
    {
        wanted = id;
        var now = await service.LoadAsync(id);
        // The person may have gone on to another organisation, whose passport is here already.
        if (wanted != id)
            return;
        if (now is not null)
            Take(now);
        else
            Now = null;
    }

    public void Set(Field field, string text)
    {
        Of(field).Set(field, text);
        Problem = null;
    }

    /// <summary>Saves everything typed, or only the named fields.</summary>
    /// <returns>Whether it is all in the record now.</returns>
    public Task<bool> SaveAsync(Field? only = null) => TryAsync(async () =>
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

    /// <summary>Sends a line of a list; null when it could not be tried, and <see cref="Problem"/> says why.</summary>
    public async Task<SaveResult?> SaveRowAsync(RowSet set, int? rowId, FieldEdits edits)
    {
        SaveResult? result = null;
        await TryAsync(async () => (result = Took(await service.SaveAsync(new PassportDraft(Now!.Id, Now.Version, edits.All, set, rowId)))).IsSaved);
        return result;
    }

    public async Task<SaveResult?> DeleteRowAsync(RowSet set, RowSnapshot row)
    {
        SaveResult? result = null;
        await TryAsync(async () => (result = Took(await service.DeleteRowAsync(Now!.Id, set, row, Now.Version))).IsSaved);
        return result;
    }

    public Task<bool> SettleAsync(IReadOnlyDictionary<FieldConflict, bool> keepMine)
    {
        foreach (var (conflict, mine) in keepMine)
            Of(conflict.Field).Settle(conflict, mine);
        Conflicts = [];
        return SaveAsync();
    }

    public void Cancel()
    {
        Own.Drop();
        Chair.Drop();
        Conflicts = [];
        Problem = null;
    }

    /// <summary>Back to typing; the next save finds the same conflicts if they are still there.</summary>
    public void PutConflictsAside() => Conflicts = [];

    public void DismissOthers() => Others = [];

    /// <summary>Called on news: reads what others saved; untouched fields show it at once.</summary>
    /// <returns>Whether anything on the page changed.</returns>
    public async Task<bool> RefreshAsync()
    {
        if (Now is not { } shown || IsBusy || await service.VersionAsync(shown.Id) is not { } version || version <= shown.Version
            || await service.LoadAsync(shown.Id) is not { } now)
            return false;
        var others = await history.BetweenAsync(now.Id, shown.Version, now.Version);
        // While this was read the person may have saved, or gone to another organisation: that is newer.
        if (IsBusy || !ReferenceEquals(Now, shown))
            return false;
        Others = [.. Others, .. others];
        Take(now);
        return true;
    }

    private Task<bool> ActAsync(Func<PassportSnapshot, Task<SaveResult>> act) => TryAsync(async () => Took(await act(Now!)).IsSaved);

    private async Task<bool> SendAsync(FieldEdits edits, PassportDraft draft)
    {
        var result = await service.SaveAsync(draft);
        if (result.IsSaved)
            edits.Drop(draft.Edits.Keys);
        Took(result);
        edits.Blame(result.Errors);
        Conflicts = result.Conflicts;
        if (result.Gone is not null)
            Problem = "Карточку председателя тем временем удалили. Укажите председателя заново.";
        else if (result.Errors.Count > 0)
            Problem = $"Не сохранено: {result.Errors.Count} {Ru.Plural(result.Errors.Count, "поле заполнено", "поля заполнены", "полей заполнены")} неверно. Исправьте отмеченное красным.";
        return result.IsSaved;
    }

    private SaveResult Took(SaveResult result)
    {
        if (result.Others.Count > 0)
            Others = [.. Others, .. result.Others];
        Take(result.Now);
        if (result.IsSaved)
            SavedAt = clock.GetUtcNow().UtcDateTime;
        return result;
    }

    private void Take(PassportSnapshot now)
    {
        var chair = Now?.Chairperson?.Id;
        Now = now;
        Own.Read(now.Texts, now.Version);
        // Words typed for one person must not end up on the next one's card, nor vanish untold.
        if (chair is not null && chair != now.Chairperson?.Id && Chair.Count > 0)
        {
            Problem = $"Председатель тем временем сменился. Набранное для прежнего не сохранено: {string.Join("; ", Chair.All.Values.Select(e => e.Text))}.";
            Chair.Drop();
        }
        Chair.Read(now.Chairperson?.Texts ?? new Dictionary<string, string>(), now.Version);
    }

    private async Task<bool> TryAsync(Func<Task<bool>> act)
    {
        if (IsBusy || Now is null)
            return false;
        IsBusy = true;
        Problem = null;
        try
        {
            return await act();
        }
        catch (RuleBrokenException e)
        {
            Problem = e.Message;
        }
        catch (Exception e)
        {
            log.LogError(e, "Saving the passport of {Organization} failed.", Now.Id);
            Problem = "Не получилось сохранить: на сервере случилась ошибка. Набранное осталось на месте; попробуйте ещё раз через минуту.";
        }
        finally
        {
            IsBusy = false;
        }
        return false;
    }

    private static Dictionary<string, FieldEdit> Named(FieldEdits edits, Field? only) =>
        edits.All.Where(e => only is null || e.Key == only.Key).ToDictionary(StringComparer.Ordinal);
}
