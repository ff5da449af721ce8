using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>
/// Looks at the mailing again every two seconds while letters move, and every minute while reports may come. The figures are
/// summed for all who look; the list is everybody's own, and follows more slowly.
/// </summary>
public sealed partial class SentPanel
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ListPause = TimeSpan.FromSeconds(10);

    private static readonly (LetterState?, string)[] StateChoices = [(null, "Любое состояние"), .. Enum.GetValues<LetterState>().Select(s => ((LetterState?)s, s.Label()))];

    private readonly CancellationTokenSource gone = new();
    private MailingProgress? progress;
    private FigureTable? figures;
    private (RecipientFilter, string?, int)? counted;
    private DateOnly today;
    private string? recorded;
    private int total;
    private int edition;
    private DateTimeOffset listedAt;
    private bool isListBehind;
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
    private SendingSettings Sending { get; set; } = default!;

    [Inject]
    private ReadingRecorder Readings { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private ILogger<SentPanel> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingDetails Mailing { get; set; } = default!;

    [Parameter, EditorRequired]
    public RecipientFilter Filter { get; set; } = default!;

    /// <summary>Words of the list of letters.</summary>
    [Parameter]
    public string? Query { get; set; }

    [Parameter, EditorRequired]
    public int Page { get; set; }

    /// <summary>The mailing has moved on: its owner reads it anew.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Something is still going on without anybody's doing.</summary>
    private bool Moves => Mailing.State is MailingState.Planned or MailingState.Running || progress is { Due: > 0 } or { Queueing: not null } || (Mailing.State == MailingState.Cancelled && progress is { Later: > 0 });

    /// <summary>What letters met, where they met anything; and the code that the address asks for.</summary>
    private IReadOnlyList<(RecipientFilter, string)> ReasonChoices =>
    [
        (Filter with { Obstacle = null, Status = null }, "Любая причина"),
        .. Enum.GetValues<Obstacle>().Where(o => o != Obstacle.None).Select(o => (Filter with { Obstacle = o, Status = null }, o.Label())),
        .. (figures?.Reasons ?? []).Select(r => (Code: CodeOf(r), Words: Words(r))).Concat(Filter.Status is { } asked ? [(asked, asked)] : []).DistinctBy(r => r.Code)
            .Select(r => (Filter with { Obstacle = null, Status = r.Code }, r.Words)),
    ];

    private string Window => $"{(int)Sending.Window.TotalHours} {Ru.Plural((int)Sending.Window.TotalHours, "час", "часа", "часов")}";

    private string EndText
    {
        get
        {
            var text = $"Началась {Ru.Time(Mailing.StartedAt!.Value)}, {(Mailing.State == MailingState.Cancelled ? "отменена" : "последнее письмо обработано")} {Ru.Time(Mailing.EndedAt ?? Mailing.StartedAt.Value)}.";
            return figures?.All.OnTheWay is > 0 and var waiting ? $"{text} Отчёта ждут: {Ru.Number(waiting)}." : text;
        }
    }

    protected override void OnInitialized()
    {
        listedAt = Clock.GetUtcNow();
        _ = WatchAsync();
    }

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
            await Task.Delay(Moves || isListBehind ? Soon : Later, Clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!cancel.IsCancellationRequested)
                await InvokeAsync(() => LookAsync());
        }
    }

    /// <param name="acted">Whoever did something sees at once what came of it.</param>
    private async Task LookAsync(bool acted = false)
    {
        var (was, before) = (progress, figures?.All);
        await ReadAsync();
        if (progress is { } now && now.State != Mailing.State)
            await Changed.InvokeAsync();
        // A list under somebody's eyes is drawn anew only when it has changed.
        isListBehind |= was?.Due != progress?.Due || was?.Total != progress?.Total || before?.Delivered != figures?.All.Delivered || before?.Bounced != figures?.All.Bounced;
        if (isListBehind && (acted || Clock.GetUtcNow() - listedAt >= ListPause))
            (isListBehind, listedAt, edition) = (false, Clock.GetUtcNow(), edition + 1);
        await CountAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            today = Clock.MoscowToday();
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
        if (Filter == new RecipientFilter() && Query is null && progress is { } all)
        {
            (total, counted, recorded) = (all.Total, null, null);
            return;
        }
        if (counted == (Filter, Query, edition))
            return;
        try
        {
            total = await Recipients.CountAsync(Mailing.Id, Filter, Query);
            counted = (Filter, Query, edition);
            if (Query is not null && recorded != Query)
                await Readings.SearchAsync(await Current.GetAsync(), Query, Mailing.OrganizationId, total, $"Письма рассылки № {Mailing.Id}");
            recorded = Query;
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
        await LookAsync(acted: true);
    }

    private async Task<bool> CancelAsync()
    {
        await Acts.CancelAsync(Mailing.Id);
        cancelling = false;
        await Changed.InvokeAsync();
        await LookAsync(acted: true);
        return true;
    }

    private string ProgressText(MailingProgress done)
    {
        var queueing = done.Queueing is { } queued ? $"Ставится в очередь: {Ru.Number(queued.Part)} из {Ru.Number(queued.Whole)}. " : "";
        var text = $"{queueing}Обработано {Ru.Number(done.Done.Part)} из {Ru.Number(done.Done.Whole)}.";
        if (done.State == MailingState.Paused)
            return $"{text} Остановлено: ждут {Ru.Number(done.Due + done.Later)}.";
        if (done.Due > 0)
            text += $" В очереди {Ru.Number(done.Due)}" + (done.PerMinute >= 1 ? $", около {Ru.Number((long)done.PerMinute)} в минуту" : "") + (done.Left is { } left ? $", осталось примерно {Span(left)}." : ".");
        return done.NextAt is not { } next ? text
            : Mailing.LocalHour is null ? $"{text} Отложены {Ru.Number(done.Later)}, следующая попытка {Ru.Time(next)}."
            : $"{text} Ждут своего часа {Ru.Number(done.Later)}, следующая волна {Ru.Time(next)}.";
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

    private static string Headline(LevelFigures all)
    {
        var going = all.Waiting + all.OnTheWay;
        return $"Доставлено{(going > 0 ? " пока" : "")} {Ru.Percent(all.Arrived)}: {Ru.Number(all.Delivered)} из {Ru.Number(all.Recipients)}{(going > 0 ? $", ещё {Ru.Number(going)} в пути" : "")}";
    }

    private static string DomainTitle(IReadOnlyList<DomainFigures> domains) => domains[0] is { Lost: > 0 } worst
        ? $"Хуже всего доходит до {worst.Domain}: не дошло {Ru.Number(worst.Lost)} из {Ru.Number(worst.Letters)}"
        : "Ни один почтовый сайт писем не возвращал";

    private static string ReasonTitle(IReadOnlyList<ReasonFigures> reasons, int lost) =>
        $"Не дошло {Ru.Number(lost)} {Ru.Plural(lost, "письмо", "письма", "писем")}: {(reasons.Count > 1 ? "чаще всего " : "")}{LetterReasons.InWords(reasons[0].State, reasons[0].Status, code: false)}{(reasons.Count > 1 ? $", {Ru.Number(reasons[0].Letters)} из них" : "")}";

    private static string Words(ReasonFigures reason) => Ru.Sentence(LetterReasons.InWords(reason.State, reason.Status) ?? "");

    private static string CodeOf(ReasonFigures reason) => reason.Status ?? RecipientFilter.NoStatus;

    private static RecipientFilter Of(ReasonFigures reason) => new(State: reason.State, Status: CodeOf(reason));

    private static string Count(int count) => count == 0 ? "—" : Ru.Number(count);

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
