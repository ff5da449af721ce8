using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

public partial class SignInPage
{
    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? ReturnTo { get; set; }

    [Inject]
    private SignInManager<RegistryUser> SignIn { get; set; } = default!;

    [Inject]
    private UserManager<RegistryUser> Users { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string? Problem { get; set; }

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task EnterAsync()
    {
        var user = await Users.FindByEmailAsync(Form!.Email ?? "");
        var result = user is null ? SignInResult.Failed : await SignIn.PasswordSignInAsync(user, Form.Password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
            Navigation.NavigateTo(Local(ReturnTo));
        else if (result.RequiresTwoFactor)
            Navigation.NavigateTo(QueryHelpers.AddQueryString("/sign-in/second", new Dictionary<string, string?>(StringComparer.Ordinal) { ["return"] = Local(ReturnTo), ["remember"] = "1" }));
        else
            Problem = result.IsLockedOut ? "Слишком много попыток. Подождите пять минут и войдите снова." : "E-mail или пароль не подходят. Проверьте раскладку и Caps Lock.";
    }

    /// <summary>Only pages of this program: an address from a letter must not lead elsewhere after the sign-in.</summary>
    internal static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) ? address : "/";

    public sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
