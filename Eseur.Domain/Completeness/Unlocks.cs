namespace Eseur.Domain.Completeness;

/// <summary>What a person or an organisation lacks while a counted place is empty. Dashboards add up how many would gain it.</summary>
[Flags]
public enum Unlocks
{
    None = 0,

    /// <summary>Can be reached by letter.</summary>
    Letter = 1,

    /// <summary>Can be counted in a statistical form.</summary>
    Form = 2,

    /// <summary>Can be given a ticket.</summary>
    Ticket = 4,
}

public static class UnlocksLabels
{
    public static readonly IReadOnlyList<Unlocks> All = [Unlocks.Letter, Unlocks.Form, Unlocks.Ticket];

    public static string Label(this Unlocks unlocks) => unlocks switch
    {
        Unlocks.Letter => "письмо дойдёт",
        Unlocks.Form => "попадёт в отчёт",
        Unlocks.Ticket => "можно выдать билет",
        _ => throw new ArgumentOutOfRangeException(nameof(unlocks), unlocks, null),
    };
}
