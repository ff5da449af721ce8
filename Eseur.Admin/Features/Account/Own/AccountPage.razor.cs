using Eseur.Admin.Data;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <summary>A plain request like all pages that concern signing in: it works for whoever may open nothing else yet.</summary>
public partial class AccountPage
{
    private const string EndForm = "end";

    /// <summary>In place of one session's identifier.</summary>
    private const string Others = "others";

    private RegistryUser user = new();
    private IReadOnlyList<OwnGrant> grants = [];
    private IReadOnlyList<UserSession> sessions = [];
    private SecondFactorState factor = new(false, 0, false);
    private string? done;
    private string? problem;

    [CascadingParameter]
    private HttpContext Request { get; set; } = default!;

    [SupplyParameterFromForm(FormName = EndForm)]
    private string? EndId { get; set; }

    /// <summary>What has just been done elsewhere, to be told here.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    [Inject]
    private UserManager<RegistryUser> Users { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private OwnSessions Sessions { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    private Guid Session => Request.User.Session() ?? Guid.Empty;

    private bool MayReadCards => Current.Now?.Scope.MayAnywhere(Powers.ReadPersons) == true;

    protected override async Task OnInitializedAsync()
    {
        user = await Users.GetUserAsync(Request.User) ?? throw new InvalidOperationException("A signed-in person has an account.");
        grants = await Account.GrantsAsync(user.Id);
        factor = await Factors.ReadAsync(user.Id);
        sessions = await Sessions.ListAsync(user.Id);
        done = Done switch
        {
            "off" => "Второй шаг входа выключен.",
            "passkey" => "Ключ доступа добавлен. С ним можно входить без пароля.",
            "password" => "Новый пароль сохранён.",
            _ => null,
        };
    }

    private async Task EndAsync()
    {
        var actor = await Current.GetAsync();
        if (actor is null)
            return;
        if (EndId == Others)
            done = $"Завершено на других устройствах: {await Sessions.EndOthersAsync(actor, user.Id, Session)}. Открытые там страницы закроются за несколько секунд.";
        else if (Guid.TryParse(EndId, out var id) && id != Session && await Sessions.EndAsync(actor, user.Id, id))
            done = "Сеанс завершён. Открытые на том устройстве страницы закроются за несколько секунд.";
        else
            problem = "Этот сеанс уже завершён.";
        sessions = await Sessions.ListAsync(user.Id);
    }
}
