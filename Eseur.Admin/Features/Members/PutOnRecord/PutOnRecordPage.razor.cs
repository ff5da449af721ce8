using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Members.PutOnRecord;

public partial class PutOnRecordPage
{
    private const string SexHint = "Определили по отчеству. Измените, если это не так.";

    private Debounce debounce = null!;
    private IJSObjectReference? script;
    private Candidates? among;
    private string? focus;
    private bool picks;
    private bool loaded;
    private int loadedId = -1;

    [Inject]
    private NewMemberEditor Editor { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "organization")]
    public int? OrganizationId { get; set; }

    /// <summary>Why nobody can be put on record here.</summary>
    private string? Refusal => Editor.Place switch
    {
        _ when among is null => "У вас нет права ставить на учёт: это делают председатели первичных организаций и вышестоящие организации.",
        null when loadedId != 0 => "Такой организации в реестре нет. Выберите первичную организацию.",
        { IsOpen: false } place => $"«{place.Name}» не ведёт учёт: на учёте состоят только в действующей первичной организации.",
        { MayWrite: false } place => $"У вас нет права ставить на учёт в «{place.Name}».",
        _ => null,
    };

    private string Alike => $"Ответьте о {(Editor.Unanswered == 1 ? "похожей карточке" : $"похожих карточках: {Editor.Unanswered}")}";

    protected override void OnInitialized() => debounce = new Debounce(Clock);

    protected override async Task OnParametersSetAsync()
    {
        var own = OwnPrimary(await Current.GetAsync());
        picks = among is not null && own is null;
        var wanted = OrganizationId ?? own ?? 0;
        if (wanted == loadedId)
            return;
        loaded = false;
        await Editor.OpenAsync(wanted);
        (loaded, loadedId) = (true, wanted);
        focus = "f-surname";
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            script = await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Members/PutOnRecord/PutOnRecordPage.razor.js");
        if (focus is { } id && loaded && script is not null)
        {
            focus = null;
            await script.InvokeVoidAsync("focusOn", id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        debounce.Dispose();
        try
        {
            if (script is not null)
                await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>A chairperson has one primary organisation and is not asked which; sets where others may choose.</summary>
    private int? OwnPrimary(Actor? actor)
    {
        among = actor?.MayWriteAnywhere == true ? new Candidates([OrganizationLevel.Primary, OrganizationLevel.PrimaryAsTerritorial], Powers.Write) : null;
        return among is not null && Board.OwnPrimary(actor) is { ChildCount: 0 } own ? own.Id : null;
    }

    private void Pick(OrganizationHit? hit)
    {
        if (hit is not null)
            Navigation.NavigateTo($"members/new?organization={hit.Id}");
    }

    private RenderFragment Input(Field field, string? below = null) => builder =>
    {
        builder.OpenComponent<FieldInput>(0);
        builder.SetKey(field.Key);
        builder.AddComponentParameter(1, nameof(FieldInput.Field), field);
        builder.AddComponentParameter(2, nameof(FieldInput.Value), Editor.Text(field));
        builder.AddComponentParameter(3, nameof(FieldInput.ValueChanged), EventCallback.Factory.Create<string>(this, text => TypeAsync(field, text)));
        builder.AddComponentParameter(4, nameof(FieldInput.Error), Editor.Error(field));
        if (below is not null)
            builder.AddComponentParameter(5, nameof(FieldInput.Below), (RenderFragment)(b => b.AddMarkupContent(0, $"<span class=\"help\">{below}</span>")));
        builder.CloseComponent();
    };

    private async Task TypeAsync(Field field, string text)
    {
        Editor.Set(field, text);
        if (NewMemberForm.Identifies(field))
            await LookAsync();
    }

    private async Task NoPatronymicAsync(ChangeEventArgs ticked)
    {
        Editor.SetNoPatronymic(ticked.Value is true);
        await LookAsync();
    }

    /// <summary>The letter is drawn at once; the answer comes when the person pauses.</summary>
    private async Task LookAsync()
    {
        if (await debounce.SettledAsync())
            await Editor.LookAsync();
    }

    private async Task PutAsync()
    {
        debounce.Cancel();
        await Editor.PutAsync();
        focus = Editor switch
        {
            { Put: not null } => "put-title",
            _ when NewMemberForm.Fields.FirstOrDefault(f => Editor.Error(f) is not null) is { } wrong => "f-" + wrong.Key,
            { Unanswered: > 0 } => "duplicates",
            _ => null,
        };
    }

    private async Task ActAsync(Func<Task> act)
    {
        await act();
        focus = Editor.Put is null ? null : "put-title";
    }

    private async Task<bool> SaveToLeaveAsync()
    {
        await PutAsync();
        return Editor.Put is not null;
    }

    private void ShowAlike() => focus = "duplicates";

    private void AgainAsync()
    {
        Editor.Again();
        focus = "f-surname";
    }
}
