namespace Eseur.Domain.Members;

public sealed partial class Member
{
    private readonly List<Ticket> tickets = [];

    /// <summary>All that were ever ordered for the person.</summary>
    public IReadOnlyList<Ticket> Tickets => tickets;

    /// <summary>Holds an issued plastic card. Kept on the card so that counting two and a half million of them asks one table.</summary>
    public bool HasPlastic { get; private set; }

    /// <summary>Holds an issued virtual card.</summary>
    public bool HasVirtual { get; private set; }

    public void OrderTicket(long number, bool plastic, bool isVirtual, DateOnly on)
    {
        // A lost ticket stays lost until another takes its place.
        foreach (var lost in tickets.Where(t => t.State == TicketState.Lost))
            lost.Move(TicketState.Replaced, on);
        tickets.Add(new Ticket(number, plastic, isVirtual, on));
    }

    public void IssueTicket(DateOnly on) => MoveTicket(TicketState.Issued, on);

    public void LoseTicket(DateOnly on) => MoveTicket(TicketState.Lost, on);

    public void ReturnTicket(DateOnly on) => MoveTicket(TicketState.Returned, on);

    private void MoveTicket(TicketState state, DateOnly on)
    {
        tickets[^1].Move(state, on);
        CountTickets();
    }

    /// <summary>Sets the two marks after any of the tickets moved.</summary>
    private void CountTickets()
    {
        HasPlastic = tickets.Exists(t => t.IsValid && t.IsPlastic);
        HasVirtual = tickets.Exists(t => t.IsValid && t.IsVirtual);
    }
}
