using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Completeness;

/// <summary>The lines and columns of the slides' breakdown of members (seed 003): the same words on the page and in Excel.</summary>
public static class MemberBreakdown
{
    /// <summary>Each with the condition under which the register of members lists them.</summary>
    public static readonly IReadOnlyList<(string Title, Measure Measure, (string Key, string Value) Condition)> Tickets =
    [
        ("Пластиковая карта", Measures.Plastic, ("ticket", "plastic")),
        ("Виртуальная карта", Measures.Virtual, ("ticket", "virtual")),
        ("Участники PROFCARDS", Measures.Bonus, ("bonus", "yes")),
    ];

    public static string Title(Employment? employment) => employment?.Label() ?? "Не указано";

    public static string Title(Sex? sex) => sex switch
    {
        Sex.Man => "Мужчины",
        Sex.Woman => "Женщины",
        _ => "Пол не указан",
    };
}
