using Eseur.Admin.Live;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Passport;

public partial class PassportPage
{
    private RowToEdit? row;
    private Gap? exempting;
    private bool closesGap;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    protected override Catalogue Catalogue => Catalogue.Passport;

    protected override string Address => $"organizations/{Id}/passport";

    protected override bool IsDialogOpen => row is not null;

    private string? ReadOnlyReason => Editor.Now switch
    {
        { Level: OrganizationLevel.Nation } => "У самого Профсоюза паспорта нет: паспорта ведут его организации. Цифры по всему Профсоюзу — на сводке.",
        { Status: not OrganizationStatus.Active } now => $"Организация не действует ({now.Status.Label().ToLower(Shared.Ru.Culture)}): паспорт только для чтения."
            + (now.SuccessorId is { } id && Board.TryRead(id, out var successor) ? $" Правопреемник: {successor.Name}." : ""),
        { MayWrite: false, View.Hides: true } => "Вы можете читать этот паспорт, но не менять его. Имена и контакты людей вам не показаны: «скрыто» значит «заполнено».",
        { MayWrite: false } => "Вы можете читать этот паспорт, но не менять его.",
        _ => null,
    };

    protected override void CloseDialogs() => (row, exempting) = (null, null);

    /// <summary>A list, or a line's field in the line's own dialog, can be named as well.</summary>
    protected override void Point(string key)
    {
        base.Point(key);
        if (Catalogue.Field(key) is { } field)
        {
            if (field.Owner == typeof(Chairperson) && Editor.Now!.MayWrite)
                Open(new RowToEdit(ChairpersonTab.Chairpersons, Editor.Now.Chairperson, Editor.Now.Chairperson is null ? null : key));
            else if (Tab.RowSets.FirstOrDefault(s => s.Fields.Contains(field)) is { } set)
                Focus = "f-" + set.Key;
        }
        else if (Catalogue.RowSets.FirstOrDefault(s => s.Key == key) is { } rows)
        {
            Tab = Catalogue.Tab(rows.Tab)!;
            Focus = "f-" + key;
            if (Editor.Now!.MayWrite && Editor.Now.IsMissing(key))
                Open(new RowToEdit(rows, null));
        }
        if (row is not null)
            Focus = null;
    }

    private void Open(RowToEdit wanted) => (row, closesGap) = (wanted, Editor.Now!.IsMissing(wanted.Set.Key));

    private void CloseRow()
    {
        // The button that opened the dialog went with the gap it closed.
        if (closesGap && !Editor.Now!.IsMissing(row!.Set.Key))
            FocusNextGap();
        row = null;
    }
}
