using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Members;

/// <summary>Профсоюзный учет (seed 003). Where the person is on record, and the tickets, change by acts and are not fields.</summary>
public static class RecordTab
{
    public static readonly Field JoinedOn = Field.Of<Member>("joined", m => m.JoinedOn, "Вступил в Профсоюз", new DateKind(1930, 2050));

    public static readonly Field OnRecordSince = Field.Of<Member>("record-since", m => m.OnRecordSince, "На учёте с", new DateKind(1930), byAct: true);

    public static readonly Field OffRecordOn = Field.Of<Member>("record-until", m => m.OffRecordOn, "Снят с учёта", new DateKind(1930), byAct: true);

    public static readonly Field OffReason = Field.Of<Member>("off-reason", m => m.OffReason, "Причина снятия", new ChoiceKind(ReferenceLists.OffReason), byAct: true);

    public static readonly Field DuesForm = Field.Of<Member>("dues-form", m => m.DuesForm, "Форма уплаты взносов", new ChoiceKind(ReferenceLists.DuesForm));

    public static readonly Field Bonus = Field.Of<Member>("bonus", m => m.BonusParticipant, "Участник бонусной программы PROFCARDS", new FlagKind());

    public static readonly Field Source = Field.Of<Member>("source", m => m.Source, "Откуда карточка", MemberKinds.Source, byAct: true);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "record",
        Title = "Профсоюзный учет",
        Fields = [JoinedOn, OnRecordSince, OffRecordOn, OffReason, DuesForm, Bonus, Source],
        Gaps = [Gap.Of(4, DuesForm, "Форма уплаты взносов не указана", "Показывает, чьи взносы перечисляет бухгалтерия, а чьи собирают сами.", Unlocks.Form)],
    };
}
