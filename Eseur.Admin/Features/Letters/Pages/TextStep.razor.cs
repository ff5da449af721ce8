using System.Text;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Letters.Writing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>The second step: what a mailing says, and what each recipient will see.</summary>
public sealed partial class TextStep
{
    private static readonly (string Key, string Title)[] Views = [("write", "Письмо"), ("look", "Как увидят"), ("fields", "Поля")];

    private readonly StringBuilder coming = new();
    private ElementReference area;
    private IJSObjectReference? script;
    private DotNetObjectReference<TextStep>? self;
    private string start = "";
    private string view = "write";
    private bool plain;
    private bool narrow;
    private IReadOnlyList<TextProblem> problems = [];
    private (string, string, Eseur.Domain.Letters.RecipientKind)? judged;
    private (int, int?)? seen;
    private PreviewedLetter? letter;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private MailingPreview Preview { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingEditor Editor { get; set; } = default!;

    /// <summary>Whose letter is shown; null for a sample.</summary>
    [Parameter]
    public RecipientRow? Recipient { get; set; }

    [Parameter]
    public EventCallback<RecipientRow?> RecipientChanged { get; set; }

    protected override void OnInitialized() => start = Editor.Draft.Body;

    protected override async Task OnParametersSetAsync()
    {
        await JudgeAsync();
        var wanted = (Editor.Now!.Version, Recipient?.Id);
        if (seen == wanted)
            return;
        seen = wanted;
        letter = await Preview.OfAsync(Editor.Now.Id, Recipient?.Id, Recipient?.OrganizationId);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        script = await Browser.InvokeAsync<IJSObjectReference>("import", "./Features/Letters/Pages/TextStep.razor.js");
        await script.InvokeVoidAsync("start", area, self);
    }

    /// <summary>A piece of the text: a whole one may be longer than a message of the circuit.</summary>
    [JSInvokable]
    public async Task BodyTyped(string piece, bool isFirst, bool isLast)
    {
        if (isFirst)
            coming.Clear();
        // Somebody may send more than the textarea takes.
        if (coming.Length <= Eseur.Domain.Letters.Mailing.BodyLength)
            coming.Append(piece);
        if (isLast)
            await Typed(null, coming.ToString());
    }

    /// <summary>Ctrl+S, or the focus has gone elsewhere.</summary>
    [JSInvokable]
    public Task SaveNow() => Editor.SaveAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("stop", area);
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone with its listeners.
        }
        self?.Dispose();
    }

    private IEnumerable<TextProblem> Of(TextPart part) => problems.Where(p => p.Part == part);

    private async Task Typed(string? subject, string? body)
    {
        Editor.Write(subject ?? Editor.Draft.Subject, body ?? Editor.Draft.Body);
        await JudgeAsync();
        StateHasChanged();
    }

    private async Task JudgeAsync()
    {
        var wanted = (Editor.Draft.Subject, Editor.Draft.Body, Editor.Draft.Audience.To);
        if (judged == wanted)
            return;
        judged = wanted;
        // An empty letter is one that is not written yet.
        var found = wanted.Body.Length == 0 && wanted.Subject.Length == 0 ? [] : await Task.Run(() => MailingText.Compile(wanted.Subject, wanted.Body, wanted.To).Problems);
        if (judged == wanted)
            problems = found;
    }

    private Task ShowAsync(RecipientRow? recipient) => RecipientChanged.InvokeAsync(recipient);

    private async Task InsertAsync(LetterField field)
    {
        view = "write";
        StateHasChanged();
        if (script is not null)
            await script.InvokeVoidAsync("insert", area, field.Token);
    }
}
