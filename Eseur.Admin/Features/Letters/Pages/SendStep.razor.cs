using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>The last step: once more what goes to whom, and when.</summary>
public sealed partial class SendStep
{
    private const int Morning = 10;

    private ForecastTable? table;
    private List<string> obstacles = [];
    private When when;
    private DateTime at;
    private DateOnly day;
    private int hour = Morning;
    private bool asking;
    private string? problem;

    private enum When { Now, At, Waves }

    [Inject]
    private MailingForecast Forecast { get; set; } = default!;

    [Inject]
    private MailingActs Acts { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private PublicAddress Address { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<SendStep> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingEditor Editor { get; set; } = default!;

    /// <summary>It is on its way.</summary>
    [Parameter]
    public EventCallback Sent { get; set; }

    private string Label => when == When.Now ? "Отправить сейчас" : "Назначить отправку";

    private string Moment => when switch
    {
        When.Now => "сейчас.",
        When.At => $"{at.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture)} по Москве.",
        _ => $"с {Ru.Date(day)}, у каждого в {hour:00}:00 по его времени.",
    };

    protected override async Task OnInitializedAsync()
    {
        var tomorrow = Clock.MoscowToday().AddDays(1);
        (at, day) = (tomorrow.ToDateTime(new TimeOnly(Morning, 0)), tomorrow);
        try
        {
            await Editor.SaveAsync();
            table = await Forecast.CountAsync(Editor.Draft.Audience, Editor.Draft.Channel, Editor.Now!.OrganizationId);
            obstacles = [.. Obstacles(table)];
        }
        catch (Exception e)
        {
            Log.LogError(e, "The last step of mailing {Mailing} could not be shown.", Editor.Now!.Id);
            problem = Sentences.ServerFault;
        }
    }

    private IEnumerable<string> Obstacles(ForecastTable counted)
    {
        if (counted.WillArrive.Whole == 0)
            yield return "Получателей нет. Смените условия на шаге «Кому».";
        else if (counted.WillArrive.Part == 0)
            yield return "Письмо не дойдёт никому: у всех нет адреса или согласия. На шаге «Прогноз» можно попросить их заполнить.";
        foreach (var wrong in MailingText.Compile(Editor.Draft.Subject, Editor.Draft.Body, Editor.Draft.Audience.To).Faults)
            yield return (wrong.Line is { } line ? $"Строка {line}: " : "") + wrong.Sentence;
        if (Address.Root is null)
            yield return $"Не задан адрес реестра (настройка {PublicAddress.Setting}): ссылки писем никуда бы не вели. Скажите тем, кто ведёт сервер.";
    }

    private async Task AskAsync()
    {
        problem = null;
        if (await Editor.SaveAsync())
            asking = true;
    }

    private async Task<bool> SendAsync()
    {
        DateTime? start = when switch
        {
            When.Now => null,
            When.At => Ru.MoscowMidnight(DateOnly.FromDateTime(at)) + at.TimeOfDay,
            // The first wave's hour: by then it is that hour of the day before nowhere.
            _ => Begin,
        };
        var now = Clock.GetUtcNow().UtcDateTime;
        if (when == When.Waves && start < now && day >= Ru.MoscowDay(now))
            start = now;
        await Acts.PlanAsync(Editor.Now!.Id, Editor.Now.Version, start, when == When.Waves ? (byte)hour : null);
        asking = false;
        await Sent.InvokeAsync();
        return true;
    }

    /// <summary>Kamchatka is nine hours ahead of Moscow.</summary>
    private static readonly TimeSpan FirstWave = TimeSpan.FromHours(9);

    private DateTime Begin => Ru.MoscowMidnight(day).AddHours(hour) - FirstWave;

    private string Step(string key) => string.Create(CultureInfo.InvariantCulture, $"letters/{Editor.Now!.Id}?step={key}");

    private static string Count(long letters) => $"{Ru.Number(letters)} {Ru.Plural(letters, "письмо", "письма", "писем")}";
}
