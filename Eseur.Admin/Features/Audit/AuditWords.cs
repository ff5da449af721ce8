using Eseur.Domain.Changes;

namespace Eseur.Admin.Features.Audit;

/// <summary>Kinds of the record in words.</summary>
internal static class AuditWords
{
    public static string Label(this ReadingKind kind) => kind switch
    {
        ReadingKind.Card => "Открыта карточка",
        ReadingKind.Search => "Поиск людей",
        ReadingKind.Export => "Выгрузка",
        ReadingKind.Dossier => "Выданы все данные",
        ReadingKind.Audit => "Открыт журнал",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Label(this ChangeSubject subject) => subject switch
    {
        ChangeSubject.Organization => "Организация",
        ChangeSubject.Card => "Карточка",
        ChangeSubject.Grant => "Доступ",
        ChangeSubject.Reference => "Справочник",
        ChangeSubject.Account => "Вход",
        ChangeSubject.Request => "Запрос о переводе",
        ChangeSubject.Mailing => "Рассылка",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, null),
    };
}
