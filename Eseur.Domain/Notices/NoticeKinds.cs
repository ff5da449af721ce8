namespace Eseur.Domain.Notices;

/// <summary>
/// The one declaration of a kind of notice: settings, filter, bell and letters read it. A new kind is a number in
/// <see cref="NoticeKind"/>, a line here, and whoever writes its cause.
/// </summary>
/// <param name="Key">Name in links.</param>
/// <param name="Label">In filters and settings.</param>
/// <param name="Tells">What one is told, and when, in a sentence.</param>
/// <param name="ByEmail">Whether a letter is sent to those who have not said otherwise.</param>
/// <param name="IsFixed">Why it cannot be switched off; null where it can.</param>
public sealed record NoticeKindInfo(NoticeKind Kind, string Key, string Label, string Tells, bool ByEmail = true, bool InProgram = true, string? IsFixed = null)
{
    public bool MayBeOff => IsFixed is null;
}

public static class NoticeKinds
{
    public static readonly IReadOnlyList<NoticeKindInfo> All =
    [
        new(NoticeKind.TransferAsked, "transfer-asked", "Запрос о переводе", "Другая организация просит перевести к себе человека или передаёт вам своего: нужен ваш ответ."),
        new(NoticeKind.TransferAnswered, "transfer-answered", "Ответ о переводе", "На ваш запрос о переводе ответили: приняли или отказали; или он закрыт, потому что человек уже снят с учёта или переведён."),
        new(NoticeKind.FillAsked, "fill-asked", "Просьба заполнить", "Вышестоящая организация просит заполнить что-то в паспорте."),
        new(NoticeKind.FillDone, "fill-done", "Просьба выполнена", "То, что вы просили заполнить, заполнили. За день приходит одно уведомление обо всех."),
        new(NoticeKind.PassportChanged, "passport-changed", "Паспорт изменён", "Паспорт вашей организации изменил кто-то из другой организации. Правки, сделанные подряд, приходят одним уведомлением."),
        new(NoticeKind.MandateEnds, "mandate-ends", "Полномочия кончаются", "До конца полномочий председателя осталось 90 дней, потом 30."),
        new(NoticeKind.AccessEnds, "access-ends", "Доступ кончается", "До последнего дня вашего доступа, или доступа, который дали вы, осталось 14 дней; и на другой день после последнего."),
        new(NoticeKind.WeeklyGaps, "weekly-gaps", "Паспорт за неделю", "По понедельникам в девять утра по Москве: что за неделю заполнили, что опустело и пять мест, которые полезнее всего заполнить."),
        new(NoticeKind.AccessChanged, "access-changed", "Доступ изменён", "Вам дали доступ к реестру, изменили его срок или прекратили его.",
            IsFixed: "Об этом сообщаем всегда: так вы узнаете, если доступ изменили по ошибке или без вашего ведома."),
    ];

    private static readonly Dictionary<NoticeKind, NoticeKindInfo> ByKind = All.ToDictionary(k => k.Kind);

    public static NoticeKindInfo Of(NoticeKind kind) => ByKind[kind];

    public static NoticeKindInfo? Of(string? key) => All.FirstOrDefault(k => k.Key == key);

    public static string Label(this NoticeKind kind) => Of(kind).Label;
}
