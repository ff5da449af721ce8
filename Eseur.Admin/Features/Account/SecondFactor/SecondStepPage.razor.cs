using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

/// <summary>After the password: a code of the application or a recovery code, each good once.</summary>
public partial class SecondStepPage
{
    private RegistryUser? user;
    private bool hasCodes;
    private bool hasPasskey;
    private string? problem;

    [CascadingParameter]
    private HttpContext Request { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? ReturnTo { get; set; }

    /// <summary>"1" when the person asked to be remembered on this device.</summary>
    [SupplyParameterFromQuery(Name = "remember")]
    private string? Remember { get; set; }

    [Inject]
    private SignInManager<RegistryUser> Entrance { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    [Inject]
    private CountedTries Tries { get; set; } = default!;

    [Inject]
    private AccountJournal Journal { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string SignIn => ReturnTo is null ? "/sign-in" : QueryHelpers.AddQueryString("/sign-in", "return", SignInPage.Local(ReturnTo));

    protected override async Task OnInitializedAsync()
    {
        user = await Entrance.GetTwoFactorAuthenticationUserAsync();
        if (user is null)
        {
            // The first step was too long ago, or was never made.
            Navigation.NavigateTo(SignIn);
            return;
        }
        var state = await Factors.ReadAsync(user.Id);
        (hasCodes, hasPasskey) = (state.IsOn, state.HasPasskey);
    }

    private async Task EnterAsync()
    {
        if (user is null)
            return;
        if (!await Entrance.CanSignInAsync(user))
        {
            Navigation.NavigateTo(SignIn);
            return;
        }
        problem = await Tries.CodeAsync(user, Code);
        if (problem is not null)
        {
            await Journal.WriteAsync(user.Id, "Неверный код второго шага", Request.Connection.RemoteIpAddress?.ToString(), isOwner: false);
            return;
        }
        await Request.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await Entrance.SignInAsync(user, isPersistent: Remember == "1", authenticationMethod: "mfa");
        Navigation.NavigateTo(SignInPage.Local(ReturnTo));
    }
}
