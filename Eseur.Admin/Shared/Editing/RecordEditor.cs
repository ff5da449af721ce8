using Eseur.Domain;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Shared.Editing;

/// <summary>What the parts of a page see of one open record, whatever its kind.</summary>
public abstract class RecordEditor
{
    /// <summary>As it was last read; null when there is no such record.</summary>
    public abstract RecordSnapshot? Record { get; }

    /// <summary>The record's own fields.</summary>
    public FieldEdits Own { get; } = new();

    public IReadOnlyList<FieldConflict> Conflicts { get; protected set; } = [];

    /// <summary>Why the last act did not happen, for the person.</summary>
    public string? Problem { get; protected set; }

    /// <summary>UTC; null until something was saved here.</summary>
    public DateTime? SavedAt { get; protected set; }

    /// <summary>What others saved while this page was open, newest last; until dismissed.</summary>
    public IReadOnlyList<RecordChange> Others { get; protected set; } = [];

    public bool IsBusy { get; protected set; }

    public virtual int Unsaved => Own.Count;

    /// <summary>Where what is typed into a field lives.</summary>
    public virtual FieldEdits Of(Field field) => Own;

    /// <summary>The fields that a tab asks for now.</summary>
    public virtual IEnumerable<Field> FieldsOf(CatalogueTab tab) => tab.Fields.Where(Record!.Fields.Contains);

    public abstract Task LoadAsync(int id);

    /// <summary>Called on news: reads what others saved; untouched fields show it at once.</summary>
    /// <returns>Whether anything on the page changed.</returns>
    public abstract Task<bool> RefreshAsync();

    /// <summary>Saves everything typed, or only the named field.</summary>
    /// <returns>Whether it is all in the record now.</returns>
    public abstract Task<bool> SaveAsync(Field? only = null);

    public virtual void Set(Field field, string text)
    {
        Of(field).Set(field, text);
        Problem = null;
    }

    public Task<bool> SettleAsync(IReadOnlyDictionary<FieldConflict, bool> keepMine)
    {
        foreach (var (conflict, mine) in keepMine)
            Settle(conflict, mine);
        Conflicts = [];
        return SaveAsync();
    }

    public virtual void Cancel()
    {
        Own.Drop();
        Conflicts = [];
        Problem = null;
    }

    /// <summary>Back to typing; the next save finds the same conflicts if they are still there.</summary>
    public void PutConflictsAside() => Conflicts = [];

    public void DismissOthers() => Others = [];

    protected virtual void Settle(FieldConflict conflict, bool keepMine) => Of(conflict.Field).Settle(conflict, keepMine);
}

/// <summary>
/// One open page of a record: what was read, what was typed over it, and what became of the last save. Whatever goes wrong,
/// what was typed stays until it is saved or the person drops it.
/// </summary>
public abstract class RecordEditor<TSnapshot>(RecordHistory history, TimeProvider clock, ILogger log) : RecordEditor
    where TSnapshot : RecordSnapshot
{
    private int wanted;

    public TSnapshot? Now { get; private set; }

    public override RecordSnapshot? Record => Now;

    public override async Task LoadAsync(int id)
    {
        wanted = id;
        var now = await ReadAsync(id);
        // The person may have gone on to another record, which is here already.
        if (wanted != id)
            return;
        if (now is not null)
            Show(now);
        else
            Now = null;
    }

    public override async Task<bool> RefreshAsync()
    {
        if (Now is not { } shown || IsBusy || await VersionAsync(shown.Id) is not { } version || version <= shown.Version
            || await ReadAsync(shown.Id) is not { } now)
            return false;
        var others = await history.BetweenAsync(now.Record, shown.Version, now.Version);
        // While this was read the person may have saved, or gone to another record: that is newer.
        if (IsBusy || !ReferenceEquals(Now, shown))
            return false;
        Others = [.. Others, .. others];
        Show(now);
        return true;
    }

    protected abstract Task<TSnapshot?> ReadAsync(int id);

    protected abstract Task<int?> VersionAsync(int id);

    /// <summary>An act that is no typing: a confirmation, a consent.</summary>
    protected Task<bool> ActAsync(Func<TSnapshot, Task<SaveResult<TSnapshot>>> act) => TryAsync(async () => Took(await act(Now!)).IsSaved);

    /// <summary>Takes over what became of typed fields that were sent.</summary>
    /// <returns>Whether they are in the record now.</returns>
    protected bool TookFields(FieldEdits edits, IEnumerable<string> sent, SaveResult<TSnapshot> result)
    {
        if (result.IsSaved)
            edits.Drop(sent);
        Took(result);
        edits.Blame(result.Errors);
        Conflicts = result.Conflicts;
        if (result.Errors.Count > 0)
            Problem = $"Не сохранено: {result.Errors.Count} {Ru.Plural(result.Errors.Count, "поле заполнено", "поля заполнены", "полей заполнены")} неверно. Исправьте отмеченное красным.";
        return result.IsSaved;
    }

    protected SaveResult<TSnapshot> Took(SaveResult<TSnapshot> result)
    {
        if (result.Others.Count > 0)
            Others = [.. Others, .. result.Others];
        Show(result.Now);
        if (result.IsSaved)
            SavedAt = clock.GetUtcNow().UtcDateTime;
        return result;
    }

    protected virtual void Show(TSnapshot now)
    {
        Now = now;
        Own.Read(now.Texts, now.Version);
    }

    protected async Task<bool> TryAsync(Func<Task<bool>> act)
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
            log.LogError(e, "Saving the {Record} {Id} failed.", Now.Record.IsCard ? "card" : "passport", Now.Id);
            Problem = "Не получилось сохранить: на сервере случилась ошибка. Набранное осталось на месте; попробуйте ещё раз через минуту.";
        }
        finally
        {
            IsBusy = false;
        }
        return false;
    }

    protected static Dictionary<string, FieldEdit> Named(FieldEdits edits, Field? only) =>
        edits.All.Where(e => only is null || e.Key == only.Key).ToDictionary(StringComparer.Ordinal);
}
