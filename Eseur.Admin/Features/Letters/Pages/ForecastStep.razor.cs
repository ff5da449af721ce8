using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>The third step: who will get it, who will not and why, and what can be done about it.</summary>
public sealed partial class ForecastStep : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private ForecastTable? table;
    private Obstacle? asking;
    private string? answer;
    private bool asked;
    private string? problem;

    [Inject]
    private MailingForecast Forecast { get; set; } = default!;

    [Inject]
    private FillRequests Requests { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private ILogger<ForecastStep> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingEditor Editor { get; set; } = default!;

    [Parameter, EditorRequired]
    public RecipientFilter Filter { get; set; } = default!;

    /// <summary>Of the list behind the chosen number, from one.</summary>
    [Parameter, EditorRequired]
    public int Page { get; set; }

    private string ListTitle => (Filter.Level, Filter.Obstacle) switch
    {
        (null, null) => "Все получатели",
        var (level, obstacle) => string.Join(", ", new[] { level is { } l ? Ru.Sentence(OrganizationChips.LevelText(l)) : null, obstacle is { } o ? (level is null ? o.Label() : o.Label().ToLower(Ru.Culture)) : null }.OfType<string>()),
    };

    protected override async Task OnInitializedAsync()
    {
        try
        {
            table = await Forecast.CountAsync(Editor.Draft.Audience, Editor.Draft.Channel, Editor.Now!.OrganizationId, gone.Token);
        }
        catch (OperationCanceledException)
        {
            // The person went on before the end.
        }
        catch (Exception e)
        {
            Log.LogError(e, "The forecast of mailing {Mailing} could not be counted.", Editor.Now!.Id);
            problem = Sentences.ServerFault;
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task<bool> AskAsync(Obstacle obstacle)
    {
        var done = await Requests.AskAsync(Editor.Draft.Audience, Editor.Draft.Channel, Editor.Now!.OrganizationId, obstacle, null);
        asked = done.Nobody == 0;
        answer = string.Join(' ', new[]
        {
            done.Asked > 0 ? $"Попросили: {Of(done.Asked)}." : null,
            done.Before > 0 ? $"Уже просили на этой неделе: {Of(done.Before)}." : null,
            done.Nobody > 0 ? $"Некого попросить ни там, ни выше: {Of(done.Nobody)}. Пригласите тех, кто будет вести их данные, в разделе «Доступ»." : null,
            done is { Asked: 0, Before: 0, Nobody: 0 } ? "Просить уже не о чем: всё заполнено." : null,
        }.OfType<string>());
        return true;
    }

    private static string Of(int organizations) => $"{Ru.Number(organizations)} {Ru.Plural(organizations, "организация", "организации", "организаций")}";

    private static string Headline(ForecastTable table) => table.WillArrive.Whole == 0
        ? "Получателей нет: вернитесь на шаг «Кому» и смените условия"
        : $"Дойдёт до {Ru.Percent(table.WillArrive)}: {Ru.Number(table.WillArrive.Part)} из {Ru.Number(table.WillArrive.Whole)}";

    private string Link(RecipientFilter filter, int page)
    {
        var query = filter.ToQueryString();
        return string.Create(CultureInfo.InvariantCulture, $"letters/{Editor.Now!.Id}?step=forecast") + (query.Length > 0 ? "&" + query[1..] : "") + (page > 1 ? string.Create(CultureInfo.InvariantCulture, $"&page={page}") : "");
    }
}
