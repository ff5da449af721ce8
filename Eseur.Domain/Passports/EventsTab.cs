using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Passports;

/// <summary>Мероприятия (seed 003).</summary>
public static class EventsTab
{
    private static readonly Field Ends = Field.Of<UnionEvent>("event-ends", e => e.Ends, "Окончание", new DateKind(1990));

    public static readonly RowSet Events = RowSet.Of("events", "events", o => o.Events, "Мероприятия", "Добавить мероприятие",
        "Мероприятий нет. Добавьте собрание, обучение, акцию: по ним судят, чем живёт организация.", e => e.Title,
        [
            Field.Of<UnionEvent>("event-title", e => e.Title, "Название", new TextKind(300), required: true),
            Field.Of<UnionEvent>("event-kind", e => e.Kind, "Вид", new ChoiceKind(ReferenceLists.EventKind)),
            Field.Of<UnionEvent>("event-begins", e => e.Begins, "Начало", new DateKind(1990)),
            Ends,
            Field.Of<UnionEvent>("event-participants", e => e.Participants, "Участников", new CountKind(1_000_000, "чел.")),
            Field.Of<UnionEvent>("event-outcome", e => e.Outcome, "Итог", new TextKind(1000, paragraph: true)),
        ],
        e => e.Ends < e.Begins ? (Ends.Key, "Окончание не может быть раньше начала.") : null);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "events",
        Title = "Мероприятия",
        RowSets = [Events],
        Gaps = [Gap.Of(15, Events, "Мероприятий нет", "Видно, чем живёт организация.")],
    };
}
