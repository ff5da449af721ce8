using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Admin.Shared.Mail.Smtp;
using Eseur.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>How letters leave, whether they do, and a letter to try it; for those who look after the whole union.</summary>
public sealed partial class MailPage
{
    private static readonly Dictionary<SmtpStage, string> Stages = new()
    {
        [SmtpStage.Connect] = "нет связи с сервером",
        [SmtpStage.Greeting] = "сервер не принял соединение",
        [SmtpStage.Hello] = "сервер не принял приветствие",
        [SmtpStage.Encryption] = "не удалось шифрование",
        [SmtpStage.SignIn] = "не удался вход на сервер",
        [SmtpStage.Sender] = "не принят отправитель",
        [SmtpStage.Recipient] = "не принят получатель",
        [SmtpStage.Data] = "сервер не взял письмо",
        [SmtpStage.Body] = "сервер не взял письмо",
    };

    private OutboxState? outbox;
    private TrialResult? result;
    private string? error;
    private string to = "";
    private string from = "";
    private bool sending;
    private bool loaded;

    [Inject]
    private MailSettings Mail { get; set; } = default!;

    [Inject]
    private SendingSettings Sending { get; set; } = default!;

    [Inject]
    private ChannelSettings Channels { get; set; } = default!;

    [Inject]
    private PublicAddress Address { get; set; } = default!;

    [Inject]
    private OutboxReader Outbox { get; set; } = default!;

    [Inject]
    private TrialLetter Trial { get; set; } = default!;

    [Inject]
    private RegistryDatabase Database { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        from = Mail.Registry;
        await using var context = await Database.OpenAsync();
        var userId = context.Actor?.UserId;
        to = await context.Set<RegistryUser>().Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync() ?? "";
    }

    private async Task LoadAsync()
    {
        outbox = await Outbox.ReadAsync(CancellationToken.None);
        loaded = true;
    }

    private IEnumerable<(string Name, string Number, string? Note)> Numbers()
    {
        yield return ("Ждут отправки", Ru.Number(outbox!.Due), outbox.OldestDue is { } since ? $"первое с {Ru.Time(since)}" : null);
        yield return ("Уходят сейчас", Ru.Number(outbox.Sending), null);
        yield return ("Ждут своего часа", Ru.Number(outbox.Later), null);
        yield return ("Не удалось сегодня", Ru.Number(outbox.GivenUpToday), outbox.GivenUpToday > 0 ? "больше не пробуем" : null);
    }

    private async Task SendAsync()
    {
        (error, result, sending) = (null, null, true);
        try
        {
            result = await Trial.SendAsync(to, ofSignIn: from != Mail.Registry);
        }
        catch (RuleBrokenException refused)
        {
            error = refused.Message;
        }
        finally
        {
            sending = false;
        }
        await LoadAsync();
    }

    private static string Seconds(TimeSpan took) => took.TotalSeconds.ToString("0.00", Ru.Culture) + " с";
}
