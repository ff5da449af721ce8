using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>Looks at the mailing again every two seconds while letters move, and every minute while reports may come.</summary>
public sealed partial class SentPanel
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private static readonly (LetterState?, string)[] StateChoices = [(null, "Любое состояние"), .. Enum.GetValues<LetterState>().Select(s => ((LetterState?)s, s.Label()))];
    private static readonly (Obstacle?, string)[] ObstacleChoices = [(null, "Любая причина"), .. Enum.GetValues<Obstacle>().Where(o => o != Obstacle.None).Select(o => ((Obstacle?)o, o.Label()))];

    private readonly CancellationTokenSource gone = new();
    private MailingProgress? progress;
    private FigureTable? figures;
    private (RecipientFilter, string?, int)? counted;
    private int total;
    private int edition;
    private bool cancelling;
    private string? problem;

    [Inject]
    private MailingFigures Figures { get; set; } = default!;

    [Inject]
    private MailingRecipients Recipients { get; set; } = default!;

    [Inject]
    private MailingActs Acts { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<SentPanel> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingDetails Mailing { get; set; } = default!;

    [Parameter, EditorRequired]
    public RecipientFilter Filter { get; set; } = default!;

    /// <summary>Words of the organisation's name in the list of letters.</summary>
    [Parameter]
    public string? Query { get; set; }

    [Parameter, EditorRequired]
    public int Page { get; set; }

    /// <summary>The mailing has moved on: its owner reads it anew.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Something is still going on without anybody's doing.</summary>
    private bool Moves => Mailing.State is MailingState.Planned or MailingState.Running || progress is { Due: > 0 } or { Queueing: not null };

    protected override void OnInitialized() => _ = WatchAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (figures is null)
            await ReadAsync();
        await CountAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task WatchAsync()
    {
        var cancel = gone.Token;
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(Moves ? Soon : Later, Clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!cancel.IsCancellationRequested)
                await InvokeAsync(LookAsync);
        }
    }

    private async Task LookAsync()
    {
        var (was, before) = (progress, figures?.All);
        await ReadAsync();
        if (progress is { } now && now.State != Mailing.State)
            await Changed.InvokeAsync();
        // A list under somebody's eyes is drawn anew only when it has changed.
        if (was?.Due != progress?.Due || was?.Total != progress?.Total || before?.Delivered != figures?.All.Delivered || before?.Bounced != figures?.All.Bounced)
        {
            (edition, counted) = (edition + 1, null);
            await CountAsync();
        }
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            progress = await Figures.ProgressAsync(Mailing.Id, gone.Token);
            figures = await Figures.OfAsync(Mailing.Id, gone.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            // The next look may succeed; what was read stays on the page.
            Log.LogError(e, "The figures of mailing {Mailing} could not be read.", Mailing.Id);
        }
    }

    private async Task CountAsync()
    {
        if (counted == (Filter, Query, edition))
            return;
        try
        {
            total = await Recipients.CountAsync(Mailing.Id, Filter, Query);
            counted = (Filter, Query, edition);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            // Counted at the next look: one fault must not end the watching.
            Log.LogError(e, "Letters of mailing {Mailing} could not be counted.", Mailing.Id);
        }
    }

    private async Task ActAsync(Func<int, Task<int>> act)
    {
        try
        {
            problem = null;
            await act(Mailing.Id);
        }
        catch (RuleBrokenException refused)
        {
            problem = refused.Message;
        }
        await Changed.InvokeAsync();
        await LookAsync();
    }

    private async Task<bool> CancelAsync()
    {
        await Acts.CancelAsync(Mailing.Id);
        cancelling = false;
        await Changed.InvokeAsync();
        await LookAsync();
        return true;
    }

    private static string ProgressText(MailingProgress done)
    {
        var queueing = done.Queueing is { } queued ? $"Ставится в очередь: {Ru.Number(queued.Part)} из {Ru.Number(queued.Whole)}. " : "";
        var text = $"{queueing}Обработано {Ru.Number(done.Done.Part)} из {Ru.Number(done.Done.Whole)}.";
        if (done.State == MailingState.Paused)
            return $"{text} Остановлено: ждут {Ru.Number(done.Due + done.Later)}.";
        if (done.Due > 0)
            text += $" В очереди {Ru.Number(done.Due)}" + (done.PerMinute >= 1 ? $", около {Ru.Number((long)done.PerMinute)} в минуту" : "") + (done.Left is { } left ? $", осталось примерно {Span(left)}." : ".");
        return done.NextAt is { } next ? $"{text} Ждут своего часа {Ru.Number(done.Later)}, следующая волна {Ru.Time(next)}." : text;
    }

    private static string Span(TimeSpan left) => left.TotalMinutes < 1 ? "меньше минуты" : left.TotalHours < 1 ? $"{(int)Math.Ceiling(left.TotalMinutes)} мин" : $"{(int)left.TotalHours} ч {left.Minutes} мин";

    private static (string Label, int Count, RecipientFilter Filter)[] States(LevelFigures all) =>
    [
        .. new[]
        {
            ("в очереди", all.Waiting, new RecipientFilter(State: LetterState.Queued)), ("отправлено, ждём отчёта", all.OnTheWay, new RecipientFilter(State: LetterState.Sent)),
            ("доставлено", all.Delivered, new RecipientFilter(State: LetterState.Delivered)), ("вернулось", all.Bounced, new RecipientFilter(State: LetterState.Bounced)),
            ("не удалось", all.Failed, new RecipientFilter(State: LetterState.Failed)), ("не отправлено: некому, некуда или нельзя", all.Suppressed, new RecipientFilter(State: LetterState.Suppressed)),
        }.Where(s => s.Item2 > 0),
    ];

    private static string ForecastText(LevelFigures all)
    {
        var text = $"По прогнозу должно было дойти {Ru.Percent(all.Expected)} ({Ru.Number(all.Foreseen)} из {Ru.Number(all.Recipients)}).";
        return all.Error is not { } error ? $"{text} Насколько он верен, будет видно, когда решится судьба всех писем."
            : Ru.Change(-error) is not { } change ? $"{text} Он сбылся."
            : $"{text} Ошибка прогноза: {change} {(Math.Abs(error) == 1 ? "пункт" : "пункта")}.";
    }

    private void Go(RecipientFilter filter, string? query) => Navigation.NavigateTo(Link(filter, 1, query), replace: query != Query && Query is not null);

    private string Link(RecipientFilter filter, int page) => Link(filter, page, Query);

    private string Link(RecipientFilter filter, int page, string? query)
    {
        var link = string.Create(CultureInfo.InvariantCulture, $"letters/{Mailing.Id}") + filter.ToQueryString();
        if (query is not null)
            link = QueryHelpers.AddQueryString(link, "q", query);
        return page > 1 ? QueryHelpers.AddQueryString(link, "page", page.ToString(CultureInfo.InvariantCulture)) : link;
    }
}
