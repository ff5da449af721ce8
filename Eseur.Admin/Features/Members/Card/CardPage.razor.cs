using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Shared;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Members.Card;

public partial class CardPage
{
    private Dialog? dialog;
    private bool closesGap;
    private int? told;

    [Inject]
    private ReadingRecorder Readings { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private enum Dialog { Give, Withdraw }

    protected override Catalogue Catalogue => Catalogue.Card;

    protected override string Address => $"members/{Id}";

    protected override bool IsDialogOpen => dialog is not null;

    private string? ReadOnlyReason => Editor.Now switch
    {
        { ErasedOn: { } on } => $"Персональные данные стёрты {Ru.Date(on)}: чья это карточка, больше не известно. Осталось то, что нужно отчётам; вместо дня рождения — последний день того года. Изменить её или поставить на учёт нельзя.",
        { OffRecordOn: not null } => "Человек снят с учёта: карточка только для чтения. Чтобы изменить её, поставьте человека на учёт.",
        { MayWrite: false, View.Hides: true } => "Имена, контакты и другие сведения о людях вам не показаны: «скрыто» значит «заполнено». Пробелы и показатели видны.",
        { MayWrite: false } => "Вы можете читать эту карточку, но не менять её: человек на учёте в другой организации.",
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        // Once a visit, not with every tab of it.
        if (Editor.Now is { } now && told != now.Id)
            await Readings.CardAsync(await Current.GetAsync(), (told = now.Id).Value, now.OrganizationId, "Карточка");
    }

    protected override void CloseDialogs() => dialog = null;

    private void Open(Dialog wanted) => (dialog, closesGap) = (wanted, Editor.Now!.IsMissing(PersonTab.Consent.Key));

    private void CloseConsent()
    {
        // The button that opened the dialog went with the gap it closed.
        if (closesGap && !Editor.Now!.IsMissing(PersonTab.Consent.Key))
            FocusNextGap();
        dialog = null;
    }
}
