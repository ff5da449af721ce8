using Eseur.Admin.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

public partial class SecondFactorPage
{
    private const string StartForm = "start";
    private const string ChangeForm = "change";

    private RegistryUser user = new();
    private SecondFactorState state = new(false, 0, false);
    private string key = "";
    private bool isNeeded;
    private string? problem;

    /// <summary>To be shown this once.</summary>
    private IReadOnlyList<string>? codes;

    [CascadingParameter]
    private HttpContext Request { get; set; } = default!;

    [SupplyParameterFromForm(FormName = StartForm)]
    private StartAnswer? Start { get; set; }

    [SupplyParameterFromForm(FormName = ChangeForm)]
    private ChangeAnswer? Change { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? ReturnTo { get; set; }

    [Inject]
    private UserManager<RegistryUser> Users { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    [Inject]
    private CountedTries Tries { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        user = await Users.GetUserAsync(Request.User) ?? throw new InvalidOperationException("A signed-in person has an account.");
        isNeeded = (await Current.GetAsync())?.NeedsSecondFactor == true;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        state = await Factors.ReadAsync(user.Id);
        if (!state.IsOn)
            key = await Factors.PendingKeyAsync(user.Id);
    }

    private async Task StartAsync()
    {
        problem = await Tries.PasswordAsync(user, Start?.Password);
        if (problem is not null || await Current.GetAsync() is not { } actor)
            return;
        codes = await Factors.TurnOnAsync(actor, user.Id, Start?.Code ?? "");
        if (codes is null)
            problem = "Код не подходит. Проверьте, что время в телефоне верное, и наберите код, который приложение показывает сейчас.";
        else
            isNeeded = false;
    }

    private async Task ChangeAsync()
    {
        problem = await Tries.PasswordAsync(user, Change?.Password);
        if (problem is not null || await Current.GetAsync() is not { } actor)
            return;
        if (Change?.Act == "codes" && state.IsOn)
        {
            codes = await Factors.RenewCodesAsync(actor, user.Id);
            return;
        }
        if (Change?.Act == "off")
            await Factors.TurnOffAsync(actor, user.Id);
        Navigation.NavigateTo(QueryHelpers.AddQueryString("/account", "done", "off"));
    }

    private static string Spaced(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    public sealed class StartAnswer
    {
        public string? Code { get; set; }

        public string? Password { get; set; }
    }

    public sealed class ChangeAnswer
    {
        public string? Act { get; set; }

        public string? Password { get; set; }
    }
}
