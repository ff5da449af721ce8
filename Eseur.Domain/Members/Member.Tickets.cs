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

    /// <summary>Sets the two marks after any of the tickets moved.</summary>
    private void CountTickets()
    {
        HasPlastic = tickets.Exists(t => t.IsValid && t.IsPlastic);
        HasVirtual = tickets.Exists(t => t.IsValid && t.IsVirtual);
    }
}
