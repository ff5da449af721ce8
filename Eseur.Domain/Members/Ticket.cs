namespace Eseur.Domain.Members;

public enum TicketState : byte { Ordered = 1, Issued = 2, Lost = 3, Replaced = 4, Returned = 5 }

/// <summary>
/// A union ticket of the single form (seeds 000, 003): a number of sixteen digits that is never given to anybody else,
/// on a plastic card, in the telephone, or both.
/// </summary>
public sealed class Ticket
{
    private Ticket() { }

    internal Ticket(long number, bool plastic, bool isVirtual, DateOnly on)
    {
        Number = number;
        IsPlastic = plastic;
        IsVirtual = isVirtual;
        State = TicketState.Ordered;
        OrderedOn = on;
    }

    /// <summary>Sixteen digits; a number from outside may begin with noughts. See <see cref="TicketNumber"/>.</summary>
    public long Number { get; private set; }

    public int MemberId { get; private set; }

    public bool IsPlastic { get; private set; }

    public bool IsVirtual { get; private set; }

    public TicketState State { get; private set; }

    public DateOnly OrderedOn { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    /// <summary>When it was lost, replaced or returned.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The person holds it: what the public check calls valid.</summary>
    public bool IsValid => State == TicketState.Issued;

    internal void Extend(bool plastic, bool isVirtual)
    {
        IsPlastic |= plastic;
        IsVirtual |= isVirtual;
    }

    internal void Move(TicketState state, DateOnly on)
    {
        if (state == TicketState.Issued)
            IssuedOn = on;
        else
            EndedOn = on;
        State = state;
    }
}

public static class TicketLabels
{
    public static string Label(this TicketState state) => state switch
    {
        TicketState.Ordered => "Заказан",
        TicketState.Issued => "Выдан",
        TicketState.Lost => "Утерян",
        TicketState.Replaced => "Заменён",
        TicketState.Returned => "Возвращён",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
