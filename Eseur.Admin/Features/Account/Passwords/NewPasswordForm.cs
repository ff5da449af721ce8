namespace Eseur.Admin.Features.Account;

/// <summary>A new password, typed twice: nobody sees what they type.</summary>
public sealed class NewPasswordForm
{
    /// <summary>Asked only of whoever changes it knowing it.</summary>
    public string? Old { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }

    /// <summary>What was typed; the page that comes back does not hold it.</summary>
    public NewPasswordForm Take()
    {
        var taken = (NewPasswordForm)MemberwiseClone();
        Old = Password = Again = null;
        return taken;
    }

    public string? Problem =>
        string.IsNullOrEmpty(Password) ? "Наберите новый пароль."
        : Password != Again ? "Пароли не совпадают. Наберите новый пароль ещё раз, оба раза одинаково."
        : null;
}
