using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Persons;

/// <summary>States and kinds in the words of a dossier.</summary>
internal static class DossierWords
{
    public static string Of(TransferState state) => state switch
    {
        TransferState.Asked => "Ждёт ответа",
        TransferState.Accepted => "Переведён",
        TransferState.Refused => "Отказ",
        TransferState.Withdrawn => "Отозван",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(LetterKind kind) => kind switch
    {
        LetterKind.Mailing => "Рассылка",
        LetterKind.Notice => "Уведомление реестра",
        LetterKind.Invitation => "Приглашение в реестр",
        LetterKind.NewPassword => "Новый пароль",
        LetterKind.PasswordChanged => "Пароль сменён",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(Letter letter) => letter.Obstacle == Obstacle.None ? letter.State.Label() : $"{letter.State.Label()}: {letter.Obstacle.Label().ToLowerInvariant()}";

    public static string Of(ReadingKind kind) => kind switch
    {
        ReadingKind.Card => "Открыта карточка",
        ReadingKind.Search => "Поиск",
        ReadingKind.Export => "Выгрузка",
        ReadingKind.Dossier => "Выдано всё, что хранится",
        ReadingKind.Audit => "Журнал изменений",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
