using Eseur.Domain.Changes;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Members;

public sealed partial class Member
{
    public bool IsErased => ErasedOn is not null;

    /// <summary>
    /// Empties whatever tells who this was, for good. What figures are made of stays: sex, employment, choices, dates of
    /// membership, and of the birth date the year, as its last day: full years on any 1 January, when reports count them, come
    /// out the same.
    /// </summary>
    /// <exception cref="RuleBrokenException">The person is on record, or it was done before.</exception>
    public void Erase(DateOnly on)
    {
        if (IsErased)
            throw new RuleBrokenException($"Персональные данные этой карточки уже стёрты {ErasedOn:dd.MM.yyyy}.");
        if (IsOnRecord)
            throw new RuleBrokenException($"{FullName} состоит на учёте. Сначала снимите человека с учёта: пока он член Профсоюза, его данные нужны.");
        KeepConsent(on < ConsentOn ? ConsentOn.Value : on, withdrawn: false);
        pastConsents.ForEach(c => c.Erase());
        foreach (var ticket in tickets.Where(t => t.State is TicketState.Ordered or TicketState.Issued or TicketState.Lost))
            ticket.Move(TicketState.Returned, on);
        CountTickets();
        var born = BirthDate;
        foreach (var field in Catalogue.Card.Fields.Where(f => (f.IsPersonal || IsTyped(f)) && !f.Required))
            field.Write(this, null);
        BirthDate = born is { } day ? new DateOnly(day.Year, 12, 31) : null;
        (Surname, Name) = (Erasure.Nobody.Split(' ')[0], Erasure.Nobody.Split(' ')[1]);
        NameKey = NameKeys.Of(FullName);
        ErasedOn = on;
    }

    /// <summary>Free words may tell anything, whatever they were asked for.</summary>
    private static bool IsTyped(Field field) => field.ValueType == typeof(string) && field.Kind.List is null;
}
