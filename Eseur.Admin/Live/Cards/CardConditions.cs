using Eseur.Domain.Members;

namespace Eseur.Admin.Live.Cards;

/// <summary>Which ticket a person holds; one may hold both.</summary>
public enum TicketHeld : byte { None, Plastic, Virtual }

/// <summary>Which cards are looked for. Several answers to one question are any of them; no answer is no condition. Null among answers is "not stated".</summary>
public sealed record CardConditions
{
    /// <summary>Words of the name as <see cref="Eseur.Domain.SearchText"/> makes them, each to be found in a word of its own; see <see cref="NameMatch"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Only these cards; null for any.</summary>
    public IReadOnlyCollection<int>? Ids { get; init; }

    /// <summary>On record, now or last, in one of these; null for any.</summary>
    public IReadOnlyCollection<int>? Organizations { get; init; }

    public IReadOnlyList<Employment?> Employments { get; init; } = [];

    public IReadOnlyList<Sex?> Sexes { get; init; } = [];

    public IReadOnlyList<string?> DuesForms { get; init; } = [];

    public IReadOnlyList<TicketHeld> Tickets { get; init; } = [];

    public bool? Bonus { get; init; }

    public bool? OnRecord { get; init; } = true;

    /// <summary>Bits of the gaps, all of which the card has.</summary>
    public long Lacks { get; init; }

    /// <summary>Born on this day or later; whose day is not known is not found by it.</summary>
    public DateOnly? BornFrom { get; init; }

    public DateOnly? BornTo { get; init; }
}

public enum CardOrder : byte { Name, Birth, Joined, Organization }
