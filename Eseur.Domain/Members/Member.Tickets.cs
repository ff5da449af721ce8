using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

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

    /// <summary>The one ordered or held now.</summary>
    public Ticket? Ticket => tickets.Find(t => t.State is TicketState.Ordered or TicketState.Issued);

    /// <param name="number">One that nobody was ever given.</param>
    /// <param name="plastic">On a plastic card.</param>
    /// <param name="isVirtual">In the telephone.</param>
    /// <param name="on">The day of the order.</param>
    /// <exception cref="RuleBrokenException">The person holds one already, or may not be given one yet.</exception>
    public void OrderTicket(long number, bool plastic, bool isVirtual, DateOnly on)
    {
        RequireOnRecord();
        if (!plastic && !isVirtual)
            throw new RuleBrokenException("Выберите, какой билет нужен: пластиковый, виртуальный или оба.");
        if (Ticket is { } held)
            throw new RuleBrokenException($"Билет {TicketNumber.Format(held.Number)} уже есть ({held.State.Label().ToLowerInvariant()}). Если он утерян, отметьте это: номер заменят.");
        RequireMayHoldTicket();
        // A lost ticket stays lost until another takes its place.
        foreach (var lost in tickets.Where(t => t.State == TicketState.Lost))
            lost.Move(TicketState.Replaced, on);
        tickets.Add(new Ticket(number, plastic, isVirtual, on));
        CountTickets();
    }

    public void IssueTicket(DateOnly on)
    {
        RequireOnRecord();
        // A consent may have been withdrawn since the order.
        RequireMayHoldTicket();
        Move(on, TicketState.Issued, TicketState.Ordered);
    }

    public void LoseTicket(DateOnly on) => Move(on, TicketState.Lost, TicketState.Issued);

    /// <summary>Given back, or an order taken back.</summary>
    public void ReturnTicket(DateOnly on) => Move(on, TicketState.Returned, TicketState.Issued, TicketState.Ordered);

    /// <summary>The other form of the same number.</summary>
    public void ExtendTicket(bool plastic, bool isVirtual)
    {
        RequireOnRecord();
        (Ticket ?? throw NoTicket()).Extend(plastic, isVirtual);
        CountTickets();
    }

    private void Move(DateOnly on, TicketState state, params TicketState[] from)
    {
        var ticket = Ticket ?? throw NoTicket();
        if (!from.Contains(ticket.State))
            throw new RuleBrokenException($"Билет {TicketNumber.Format(ticket.Number)} сейчас «{ticket.State.Label().ToLowerInvariant()}»: отметить «{state.Label().ToLowerInvariant()}» нельзя.");
        if (on < (ticket.IssuedOn ?? ticket.OrderedOn))
            throw new RuleBrokenException($"Дата раньше, чем билет {(ticket.IssuedOn is null ? "заказан" : "выдан")} ({ticket.IssuedOn ?? ticket.OrderedOn:dd.MM.yyyy}).");
        ticket.Move(state, on);
        CountTickets();
    }

    private void RequireMayHoldTicket()
    {
        var lacking = Catalogue.Card.Gaps.Where(g => g.Unlocks.HasFlag(Unlocks.Ticket) && g.IsMissing(this)).Select(g => g.Title.ToLowerInvariant()).ToList();
        if (lacking.Count > 0)
            throw new RuleBrokenException($"Билет пока не выдать. Сначала заполните: {string.Join(", ", lacking)}.");
    }

    private static RuleBrokenException NoTicket() => new("Действующего билета нет. Обновите страницу: возможно, его уже отметили.");

    /// <summary>Sets the two marks after any of the tickets moved.</summary>
    private void CountTickets()
    {
        HasPlastic = tickets.Exists(t => t.IsValid && t.IsPlastic);
        HasVirtual = tickets.Exists(t => t.IsValid && t.IsVirtual);
    }
}
