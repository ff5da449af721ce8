using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Data;

/// <summary>What the change record tells of everything that is neither a passport nor a card, and how it is called there.</summary>
internal static class OtherFields
{
    /// <summary>Told as "changed" and no more: the values let somebody in.</summary>
    public static readonly IReadOnlySet<string> Secrets = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(RegistryUser.PasswordHash), nameof(RegistryUser.SecurityStamp), nameof(IdentityUserToken<int>.Value),
    };

    /// <summary>
    /// Kinds of rows whose changes are not recorded. Sessions and failed sign-ins move with every visit, and the visits
    /// themselves are told by <see cref="AccountJournal"/>; saved queries are a person's own convenience; keys of the cookies
    /// are made by the program and are secrets; a letter is a record of itself, a notice tells of what is recorded elsewhere; counters and daily figures follow from the records and can be counted anew;
    /// the record, its seals and the readings are what records are made of.
    /// </summary>
    public static readonly IReadOnlySet<Type> Unrecorded = new HashSet<Type>
    {
        typeof(UserSession), typeof(SignInGuard), typeof(SavedView), typeof(DataProtectionKey),
        typeof(Counter), typeof(MemberCounter), typeof(Snapshot),
        typeof(Letter), typeof(MailingFile), typeof(NoticeCause), typeof(Notice), typeof(NoticeSetting),
        typeof(Change), typeof(ChangeLine), typeof(Seal), typeof(Reading),
    };

    // What stands in the row for good (who gave, when, in which words) is not told again; the rest of Identity's columns are
    // counters and spellings of the same.
    private static readonly Dictionary<ChangeSubject, Dictionary<string, string>> Labels = new()
    {
        [ChangeSubject.Grant] = new(StringComparer.Ordinal)
        {
            [nameof(Grant.UserId)] = "Кому",
            [nameof(Grant.Role)] = "Роль",
            [nameof(Grant.OrganizationId)] = "Организация",
            [nameof(Grant.Until)] = "Последний день",
            [nameof(Grant.EndedAt)] = "Прекращён",
        },
        [ChangeSubject.Reference] = new(StringComparer.Ordinal)
        {
            [nameof(ReferenceItem.Label)] = "Название",
            [nameof(ReferenceItem.Group)] = "Группа",
            [nameof(ReferenceItem.Order)] = "Место в списке",
            [nameof(ReferenceItem.Retired)] = "Больше не предлагается",
            [nameof(ConsentText.Since)] = "Действует с",
            [nameof(ConsentText.Body)] = "Текст",
        },
        [ChangeSubject.Account] = new(StringComparer.Ordinal)
        {
            [nameof(RegistryUser.DisplayName)] = "Имя",
            [nameof(RegistryUser.UserName)] = "Имя для входа",
            [nameof(RegistryUser.Email)] = "E-mail",
            [nameof(RegistryUser.EmailConfirmed)] = "E-mail подтверждён",
            [nameof(RegistryUser.MemberId)] = "Карточка",
            [nameof(RegistryUser.ClosedAt)] = "Вход закрыт",
            [nameof(RegistryUser.LockoutEnd)] = "Вход остановлен до",
            [nameof(RegistryUser.TwoFactorEnabled)] = "Второй фактор",
            [nameof(RegistryUser.PasswordHash)] = "Пароль",
            [nameof(RegistryUser.SecurityStamp)] = "Отметка безопасности",
            [Token] = "Ключи второго фактора",
            [Passkey] = "Ключ доступа",
            [Claim] = "Сведение о входе",
            [Login] = "Внешний вход",
        },
        [ChangeSubject.Mailing] = new(StringComparer.Ordinal)
        {
            [nameof(Mailing.State)] = "Состояние",
            [nameof(Mailing.Subject)] = "Тема",
            [nameof(Mailing.Audience)] = "Кому",
            [nameof(Mailing.StartAt)] = "Когда",
        },
        [ChangeSubject.Request] = new(StringComparer.Ordinal)
        {
            [nameof(TransferRequest.MemberId)] = "Карточка",
            [nameof(TransferRequest.FromId)] = "Откуда",
            [nameof(TransferRequest.ToId)] = "Куда",
            [nameof(TransferRequest.State)] = "Ответ",
        },
    };

    public const string Token = "token";
    public const string Passkey = "passkey";
    public const string Claim = "claim";
    public const string Login = "login";

    public static string? Label(ChangeSubject subject, string key) => Labels.TryGetValue(subject, out var labels) ? labels.GetValueOrDefault(key) : null;

    public static string? Text(object? value) => value switch
    {
        RegistryRole role => role.Label(),
        TransferState state => state switch { TransferState.Asked => "Ждёт ответа", TransferState.Accepted => "Принят", TransferState.Refused => "Отказано", _ => "Отозван" },
        MailingState state => state.Label(),
        DateTime at => Ru.Time(at),
        DateTimeOffset at => Ru.Time(at.UtcDateTime),
        _ => CoreFields.Text(value),
    };
}
