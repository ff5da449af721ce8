using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>What Identity has to say, in words for people here.</summary>
internal sealed class RussianIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Say(nameof(DefaultError), "Не получилось. Попробуйте ещё раз.");

    public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "Эту запись только что изменил кто-то другой. Откройте страницу заново и повторите.");

    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "Прежний пароль не подходит. Проверьте раскладку и Caps Lock.");

    public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "Ссылка уже не действует. Запросите новую.");

    public override IdentityError RecoveryCodeRedemptionFailed() => Say(nameof(RecoveryCodeRedemptionFailed), "Такого запасного кода нет или он уже использован.");

    public override IdentityError LoginAlreadyAssociated() => Say(nameof(LoginAlreadyAssociated), "Этот способ входа уже привязан к другой записи.");

    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), "Имя для входа должно быть адресом электронной почты из латинских букв и цифр.");

    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), "Это не похоже на адрес электронной почты. Проверьте, нет ли опечатки.");

    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), "Человек с такой электронной почтой уже есть.");

    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), "Человек с такой электронной почтой уже есть.");

    public override IdentityError InvalidRoleName(string? role) => Say(nameof(InvalidRoleName), "Такой роли нет.");

    public override IdentityError DuplicateRoleName(string role) => Say(nameof(DuplicateRoleName), "Такая роль уже есть.");

    public override IdentityError UserAlreadyHasPassword() => Say(nameof(UserAlreadyHasPassword), "Пароль уже задан. Войдите с ним или получите новый письмом.");

    public override IdentityError UserLockoutNotEnabled() => DefaultError();

    public override IdentityError UserAlreadyInRole(string role) => Say(nameof(UserAlreadyInRole), "Эта роль у человека уже есть.");

    public override IdentityError UserNotInRole(string role) => Say(nameof(UserNotInRole), "Этой роли у человека нет.");

    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"Пароль короче {length} {Ru.Plural(length, "знака", "знаков", "знаков")}. Допишите ещё слово.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), $"В пароле меньше {uniqueChars} разных знаков.");

    public override IdentityError PasswordRequiresNonAlphanumeric() => Say(nameof(PasswordRequiresNonAlphanumeric), "В пароле нужен знак, который не буква и не цифра.");

    public override IdentityError PasswordRequiresDigit() => Say(nameof(PasswordRequiresDigit), "В пароле нужна цифра.");

    public override IdentityError PasswordRequiresLower() => Say(nameof(PasswordRequiresLower), "В пароле нужна строчная буква.");

    public override IdentityError PasswordRequiresUpper() => Say(nameof(PasswordRequiresUpper), "В пароле нужна прописная буква.");

    private static IdentityError Say(string code, string words) => new() { Code = code, Description = words };
}
