using Eseur.Admin.Data;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Account;

public partial class PasskeyList
{
    private IReadOnlyList<OwnPasskey> passkeys = [];
    private string? problem;
    private string? said;

    [Parameter, EditorRequired]
    public RegistryUser User { get; set; } = default!;

    [Parameter, EditorRequired]
    public HttpContext Request { get; set; } = default!;

    /// <summary>The one being changed.</summary>
    [SupplyParameterFromQuery(Name = "passkey")]
    private string? Chosen { get; set; }

    [SupplyParameterFromForm(FormName = "passkey")]
    private ChangeAnswer? Change { get; set; }

    [Inject]
    private Passkeys Passkeys { get; set; } = default!;

    [Inject]
    private CountedTries Tries { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync() => passkeys = await Passkeys.ListAsync(User);

    private async Task ChangeAsync()
    {
        if (await Current.GetAsync() is not { } actor || Chosen is null)
            return;
        if (Change?.Act == "remove")
        {
            problem = await Tries.PasswordAsync(User, Change.Password);
            if (problem is not null)
                return;
            await Passkeys.RemoveAsync(actor, User, Chosen);
            said = "Ключ удалён. Уберите его и с самого устройства.";
        }
        else
        {
            var name = (Change?.Name ?? "").Trim();
            problem = name is "" ? "Наберите название ключа." : name.Length > Passkeys.NameLength ? $"Название длиннее {Passkeys.NameLength} знаков. Сократите его." : null;
            if (problem is not null)
                return;
            await Passkeys.RenameAsync(actor, User, Chosen, name);
            said = "Название сохранено.";
        }
        Chosen = null;
        passkeys = await Passkeys.ListAsync(User);
    }

    public sealed class ChangeAnswer
    {
        public string? Act { get; set; }

        public string? Name { get; set; }

        public string? Password { get; set; }
    }
}
