using System.Globalization;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>One mailing: four steps while it is a draft, afterwards what becomes of it. Where somebody looks is the address.</summary>
public sealed partial class MailingPage : IAsyncDisposable
{
    private static readonly (string Key, string Title)[] Steps = [("recipients", "Кому"), ("text", "Письмо"), ("forecast", "Прогноз"), ("send", "Отправка")];

    private bool loaded;
    private int loadedId;
    private string step = Steps[0].Key;
    private RecipientFilter filter = new();
    private string? query;
    private int page = 1;
    private RecipientRow? shown;
    private Question asking;
    private string? failed;

    private enum Question { None, Delete }

    [Inject]
    private MailingEditor Editor { get; set; } = default!;

    [Inject]
    private MailingActs Acts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter]
    public int Id { get; set; }

    private int Index => Array.FindIndex(Steps, s => s.Key == step);

    private string SavedText => Editor.IsSaving ? "Сохраняем…" : Editor.IsDirty ? "Не сохранено" : Editor.SavedAt is { } at ? $"Сохранено {Ru.Clock(at)}" : "";

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += OnMoved;
        Editor.Changed += OnSaved;
        Read();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loadedId == Id)
            return;
        (loaded, loadedId, shown) = (false, Id, null);
        await Editor.LoadAsync(Id);
        loaded = true;
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnMoved;
        await Editor.DisposeAsync();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void OnSaved() => _ = InvokeAsync(StateHasChanged);

    private void Read()
    {
        var address = Navigation.ToAbsoluteUri(Navigation.Uri);
        var asked = QueryHelpers.ParseQuery(address.Query);
        var wanted = asked.GetValueOrDefault("step").ToString();
        step = Steps.Any(s => s.Key == wanted) ? wanted : Steps[0].Key;
        filter = RecipientFilter.Parse(address.Query);
        query = asked.GetValueOrDefault("q").ToString() is { Length: > 0 and <= 200 } q ? q : null;
        page = QueryWords.ReadPage(asked.GetValueOrDefault("page"));
    }

    private Task SentAsync()
    {
        Navigation.NavigateTo(Address(Id));
        return Editor.RefreshAsync();
    }

    private Task CopyAsync() => GoAsync(async () =>
    {
        await Editor.SaveAsync();
        return await Acts.CopyAsync(Id);
    });

    private Task SaveAsNewAsync() => GoAsync(Editor.SaveAsNewAsync);

    private async Task GoAsync(Func<Task<int>> make)
    {
        try
        {
            failed = null;
            Navigation.NavigateTo(Address(await make()) + "?step=text");
        }
        catch (RuleBrokenException refused)
        {
            failed = refused.Message;
        }
    }

    private Task ReloadAsync() => Editor.LoadAsync(Id);

    private async Task<bool> DeleteAsync()
    {
        await Acts.DeleteAsync(Id);
        Navigation.NavigateTo("letters");
        return true;
    }

    private static string Address(int id) => string.Create(CultureInfo.InvariantCulture, $"letters/{id}");
}
