using System.Text.Json;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Features.Demo;

/// <summary>What the union's slides print for the whole country; the resource names its source.</summary>
internal sealed record NationalFigures(string Source, NationalFigures.Levels Organizations, IReadOnlyList<NationalFigures.PassportGap> PassportGaps, int ChairpersonsWithNotificationConsent)
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
}
