using Eseur.Admin.Data;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>One open card.</summary>
public sealed class MemberEditor(MemberCardService service, RecordHistory history, ReferenceStore references, TimeProvider clock, ILogger<MemberEditor> log)
    : RecordEditor<MemberSnapshot>(history, clock, log)
{
    /// <summary>What was typed into a field that is no longer asked for waits there unseen: it is neither counted nor saved.</summary>
    public override int Unsaved => Asked().Count;

    /// <summary>By the card as it is typed: who is being made a student is asked for the course at once.</summary>
    public override IEnumerable<Field> FieldsOf(CatalogueTab tab)
    {
        if (Own.Count == 0)
            return base.FieldsOf(tab);
        var sketch = Sketch();
        return tab.Fields.Where(f => f.Audience.Includes(sketch));
    }

    public override void Set(Field field, string text)
    {
        base.Set(field, text);
        if (Opposite(field, text) is { } other && Own.Text(other).Length > 0)
            base.Set(other, "");
    }

    public override Task<bool> SaveAsync(Field? only = null) => TryAsync(async () =>
    {
        var edits = Asked();
        if (only is not null)
            edits = Together(only).Where(f => edits.ContainsKey(f.Key)).ToDictionary(f => f.Key, f => edits[f.Key], StringComparer.Ordinal);
        return edits.Count == 0 || TookFields(Own, edits.Keys, await service.SaveAsync(new CardDraft(Now!.Id, Now.Version, edits)));
    });

    /// <param name="seenVersion">Of the card, when the person began to decide.</param>
    /// <param name="textVersion">The text that was agreed to.</param>
    /// <param name="channel">By code.</param>
    /// <param name="on">The day of the consent.</param>
    public Task<bool> GiveConsentAsync(int seenVersion, string textVersion, string channel, DateOnly on) => ActAsync(now => service.GiveConsentAsync(now.Id, seenVersion, textVersion, channel, on));

    public Task<bool> WithdrawConsentAsync(int seenVersion, DateOnly on) => ActAsync(now => service.WithdrawConsentAsync(now.Id, seenVersion, on));

    protected override Task<MemberSnapshot?> ReadAsync(int id) => service.LoadAsync(id);

    protected override Task<int?> VersionAsync(int id) => service.VersionAsync(id);

    protected override void Settle(FieldConflict conflict, bool keepMine)
    {
        base.Settle(conflict, keepMine);
        if (!keepMine && Opposite(conflict.Field, conflict.Theirs) is { } other)
            Own.Drop([other.Key]);
    }

    /// <summary>«Отчества нет» and a patronymic say opposite things: the field that has to be empty when this one says so.</summary>
    private static Field? Opposite(Field field, string text)
    {
        if (field == PersonTab.NoPatronymic && text == PersonTab.NoPatronymic.Kind.Format(true))
            return PersonTab.Patronymic;
        return field == PersonTab.Patronymic && text.Trim().Length > 0 ? PersonTab.NoPatronymic : null;
    }

    private static Field[] Together(Field field) =>
        field == PersonTab.Patronymic || field == PersonTab.NoPatronymic ? [PersonTab.Patronymic, PersonTab.NoPatronymic] : [field];

    private Dictionary<string, FieldEdit> Asked()
    {
        var asked = Catalogue.Card.Tabs.SelectMany(FieldsOf).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return Own.All.Where(e => asked.Contains(e.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private Member Sketch() => Member.Sketch(Catalogue.Card.Fields.Where(f => !f.IsByAct)
        .Select(f => (Field: f, Parsed: f.Parse(Own.Text(f), references.Book))).Where(f => f.Parsed.IsValid).Select(f => (f.Field, f.Parsed.Value)));
}
