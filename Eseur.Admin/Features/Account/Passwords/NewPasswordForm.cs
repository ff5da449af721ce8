namespace Eseur.Admin.Features.Account;

/// <summary>A new password, typed twice: nobody sees what they type.</summary>
public sealed class NewPasswordForm
{
    /// <summary>Asked only of whoever changes it knowing it.</summary>
    public string? Old { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }

    public string? Problem =>
        string.IsNullOrEmpty(Password) ? "Наберите новый пароль."
        : Password != Again ? "Пароли не совпадают. Наберите новый пароль ещё раз, оба раза одинаково."
        : null;
}
