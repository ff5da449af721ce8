using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Excel;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Members.Export;

/// <summary>A card for the table: with the number of the ticket held, if any.</summary>
internal sealed record ExportedMember(Member Member, long? Ticket);

/// <summary>The columns of exported members: every field of the card, in the order of its tabs.</summary>
internal static class MemberTable
{
    public const string Name = "Члены Профсоюза";

    public static readonly XlsxColumn[] Columns =
    [
        new("Номер карточки", 12), new("Первичная организация", 44), new("Вышестоящая", 44), new("Билет", 22),
        .. Catalogue.Card.Tabs.SelectMany(tab => tab.Fields, (tab, field) => new XlsxColumn(field.Label, field.ColumnWidth(), tab.Title)),
    ];

    public static void Write(IRowWriter row, ExportedMember exported, string? organization, string? superior, ReferenceBook book, PersonView view)
    {
        row.Identifier(exported.Member.Id);
        row.Text(organization);
        row.Text(superior);
        // A spreadsheet's number keeps fifteen digits; the ticket has sixteen.
        row.Text(view.Text(exported.Ticket is { } number ? TicketNumber.Format(number) : null));
        foreach (var field in Catalogue.Card.Fields)
        {
            if (view.Hides && field.IsPersonal)
                row.Text(field.Read(exported.Member) is null ? null : PersonView.Hidden);
            else
                row.Field(field, exported.Member, book);
        }
    }
}
