using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.SavedViews;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Domain.Letters;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>The first step: whom a mailing is for, and how many they are.</summary>
public sealed partial class RecipientsStep : IDisposable
{
    private static readonly RecipientKind[] Kinds = [RecipientKind.Chairperson, RecipientKind.Organization, RecipientKind.Activist, RecipientKind.Member];

    private readonly CancellationTokenSource gone = new();
    private List<SavedView> views = [];
    private (MailingAudience, LetterChannel)? counted;
    private ForecastTable? table;
    private string? problem;

    [Inject]
    private MailingForecast Forecast { get; set; } = default!;

    [Inject]
    private SavedViewList Views { get; set; } = default!;

    [Inject]
    private LetterChannels Ways { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private ILogger<RecipientsStep> Log { get; set; } = default!;

    [Parameter, EditorRequired]
    public MailingEditor Editor { get; set; } = default!;

    private MailingAudience Audience => Editor.Draft.Audience;

    /// <summary>By e-mail always; by the others where the installation has them, and where the draft says so already.</summary>
    private IReadOnlyList<LetterChannel> Channels => [.. Ways.Offered.Append(Editor.Draft.Channel).Distinct().Order()];

    private FilterMenu.Option[] Roles => [.. References.Book.Items(ReferenceLists.ActivistRole).Select(r => new FilterMenu.Option(r.Code, r.Label))];

    protected override async Task OnInitializedAsync() => views = [.. await Views.OfAsync("organizations"), .. await Views.OfAsync("members")];

    protected override Task OnParametersSetAsync() => CountAsync();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private Task Take(MailingAudience audience)
    {
        Editor.Address(audience);
        return CountAsync();
    }

    private Task SendBy(LetterChannel channel)
    {
        Editor.Send(channel);
        return CountAsync();
    }

    private Task Place(int? under) => Take(Audience.To == RecipientKind.Member
        ? Audience with { Members = Audience.Members with { Under = under } }
        : Audience with { Organizations = Audience.Organizations with { Under = under } });

    private async Task CountAsync()
    {
        var (audience, channel) = (Audience, Editor.Draft.Channel);
        if ((audience, channel) == counted)
            return;
        (counted, table, problem) = ((audience, channel), null, null);
        StateHasChanged();
        try
        {
            var found = await Forecast.CountAsync(audience, channel, Editor.Now!.OrganizationId, gone.Token);
            // Another question may have been asked meanwhile.
            if (counted == (audience, channel))
                table = found;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            Log.LogError(e, "The audience of mailing {Mailing} could not be counted.", Editor.Now!.Id);
            problem = Sentences.ServerFault;
        }
        StateHasChanged();
    }

    private static string About(LetterChannel channel) => channel switch
    {
        LetterChannel.Email => "письмом, с оформлением и файлами",
        LetterChannel.Sms => "на телефон, простым текстом до 670 знаков; нужно согласие на SMS",
        _ => "в приложение, простым текстом до 670 знаков; нужно согласие на PUSH",
    };

    private static string About(RecipientKind kind) => kind switch
    {
        RecipientKind.Chairperson => "тем, кто возглавляет организации, лично; нужно согласие",
        RecipientKind.Organization => "самим организациям, на их общий адрес; согласия не нужно",
        RecipientKind.Activist => "заместителям, членам профкомов, уполномоченным; нужно согласие",
        _ => "людям, которые состоят на учёте; нужно согласие",
    };
}
