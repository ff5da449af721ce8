using System.Text.Json;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Demo;

/// <summary>What the union's slides print for the whole country; the resource names its source.</summary>
internal sealed record NationalFigures(string Source, NationalFigures.Levels Organizations, IReadOnlyList<NationalFigures.PassportGap> PassportGaps, int ChairpersonsWithNotificationConsent,
    NationalFigures.MemberRows Members, IReadOnlyList<NationalFigures.CardGap> CardGaps, NationalFigures.TicketRow Tickets, NationalFigures.BonusRow Bonus)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static NationalFigures Published { get; } = Load();

    private static NationalFigures Load()
    {
        using var file = DemoText.Open("national-2022.json");
        return JsonSerializer.Deserialize<NationalFigures>(file, Json)!;
    }

    internal sealed record Levels(int Regional, int Okrug, int Territorial, int Primary, int Total);

    /// <summary>One line of the slides; some print the number without a percentage.</summary>
    internal sealed record PassportGap(string Tab, string Field, string AppliesTo, int Missing, string? PrintedPercent)
    {
        /// <summary>The same place in the catalogue.</summary>
        public Gap Gap => Catalogue.Passport.Tabs.Single(t => t.Title == Tab).Gaps.Single(g => g.Label == Field);
    }

    /// <summary>
    /// The slides print shares of statistical totals, not the totals; each here is the largest whole number of which the
    /// cards are still the printed share, cut. By the slides' own shares the three parts add up to more than the whole.
    /// </summary>
    internal sealed record MemberRows(int Total, int StatisticalTotal, IReadOnlyList<EmploymentRow> ByEmployment);

    internal sealed record EmploymentRow(string Employment, int Count, int Men, int Women, int GenderMissing, int StatisticalTotal);

    /// <summary>The slides' unfilled employment is one card more than their own groups leave of the total: the total is kept.</summary>
    internal sealed record CardGap(string Tab, string Field, string AppliesTo, int Missing)
    {
        public Gap Gap => Catalogue.Card.Tabs.Single(t => t.Title == Tab).Gaps.Single(g => g.Label == Field);
    }

    internal sealed record TicketRow(int Plastic, int Virtual);

    internal sealed record BonusRow(int Participants);
}
