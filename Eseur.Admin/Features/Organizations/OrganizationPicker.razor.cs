using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Features.Organizations;

/// <summary>Chooses one organisation out of the whole registry by typing a part of its name.</summary>
public sealed partial class OrganizationPicker : IDisposable
{
    private readonly string id = "pick-" + Guid.NewGuid().ToString("N")[..8];
    private IReadOnlyList<OrganizationHit> hits = [];
    private CancellationTokenSource asking = new();
    private Debounce debounce = null!;
    private string text = "";
    private bool open;
    private int active = -1;

    [Inject]
    private OrganizationSearch Search { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Out of which organisations.</summary>
    [Parameter, EditorRequired]
    public Candidates Among { get; set; } = default!;

    [Parameter]
    public OrganizationHit? Picked { get; set; }

    [Parameter]
    public EventCallback<OrganizationHit?> PickedChanged { get; set; }

    private string Hint => !open ? "" : hits.Count switch
    {
        0 when Among.ByInn => "Ничего не найдено. Среди ваших организаций ищут по части названия, чужую — только по полному ИНН: её или её учреждения.",
        0 => "Ничего не найдено. Наберите часть названия или первые цифры ИНН.",
        OrganizationSearch.Most => $"Первые {OrganizationSearch.Most}. Уточните название, чтобы найти остальные.",
        _ => $"Найдено: {hits.Count}",
    };

    protected override void OnInitialized() => (debounce, text) = (new Debounce(Clock), Picked?.Name ?? "");

    private async Task TypeAsync()
    {
        if (Picked is not null)
            await PickedChanged.InvokeAsync(null);
        if (await debounce.SettledAsync())
            await FindAsync();
    }

    private async Task FindAsync()
    {
        if (Picked is not null)
            return;
        asking.Cancel();
        asking.Dispose();
        asking = new CancellationTokenSource();
        try
        {
            hits = await Search.FindAsync(text, Among, asking.Token);
            (open, active) = (true, hits.Count > 0 && text.Length > 0 ? 0 : -1);
        }
        catch (OperationCanceledException)
        {
            // A newer text is being looked for.
        }
    }

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when !open: await FindAsync(); break;
            case "ArrowDown": active = Math.Min(active + 1, hits.Count - 1); break;
            case "ArrowUp": active = Math.Max(active - 1, 0); break;
            case "Enter" when open && active >= 0 && active < hits.Count: await PickAsync(hits[active]); break;
        }
    }

    private async Task PickAsync(OrganizationHit hit)
    {
        (text, open) = (hit.Name, false);
        await PickedChanged.InvokeAsync(hit);
    }

    public void Dispose()
    {
        debounce.Dispose();
        asking.Cancel();
        asking.Dispose();
    }
}
