using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Completeness;

/// <summary>The lines and columns of the slides' breakdown of members (seed 003): the same words on the page and in Excel.</summary>
public static class MemberBreakdown
{
    /// <summary>Each with whom the register of members lists for it.</summary>
    public static readonly IReadOnlyList<(string Title, Measure Measure, MemberFilter Who)> Tickets =
    [
        ("Пластиковая карта", Measures.Plastic, new MemberFilter { Tickets = [TicketHeld.Plastic] }),
        ("Виртуальная карта", Measures.Virtual, new MemberFilter { Tickets = [TicketHeld.Virtual] }),
        ("Участники PROFCARDS", Measures.Bonus, new MemberFilter { Bonus = true }),
    ];

    public static string Title(Employment? employment) => employment?.Label() ?? "Не указано";

    public static string Title(Sex? sex) => sex switch
    {
        Sex.Man => "Мужчины",
        Sex.Woman => "Женщины",
        _ => "Пол не указан",
    };
}
