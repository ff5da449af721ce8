using Eseur.Admin.Shared;
using Eseur.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Members.Card;

public partial class PhotoSection
{
    private ElementReference input;
    private IJSObjectReference? script;
    private DotNetObjectReference<PhotoSection>? self;
    private int? started;
    private bool sending;
    private string? problem;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private AntiforgeryStateProvider Antiforgery { get; set; } = default!;

    [Inject]
    private MemberPhotos Photos { get; set; } = default!;

    [Inject]
    private ILogger<PhotoSection> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MemberSnapshot Now { get; set; } = default!;

    /// <summary>Another photograph is in the record, or none.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!Now.MayWrite || started == Now.Id)
            return;
        started = Now.Id;
        script ??= await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Members/Card/PhotoSection.razor.js");
        self ??= DotNetObjectReference.Create(this);
        await script.InvokeVoidAsync("start", input, $"members/{Now.Id}/photo", Antiforgery.GetAntiforgeryToken()?.Value, PhotoContent.Longest, self);
    }

    [JSInvokable]
    public void Begun()
    {
        (sending, problem) = (true, null);
        StateHasChanged();
    }

    /// <param name="wrong">Why it was refused; null when it is in the record.</param>
    [JSInvokable]
    public async Task EndedAsync(string? wrong)
    {
        (sending, problem) = (false, wrong);
        if (wrong is null)
            await Changed.InvokeAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (script is not null)
                await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
        self?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RemoveAsync()
    {
        problem = null;
        try
        {
            await Photos.RemoveAsync(Now.Id);
            await Changed.InvokeAsync();
        }
        catch (RuleBrokenException refused)
        {
            problem = refused.Message;
        }
        catch (Exception e)
        {
            Log.LogError(e, "The photograph of card {Member} could not be removed.", Now.Id);
            problem = Sentences.ServerFault;
        }
    }
}
