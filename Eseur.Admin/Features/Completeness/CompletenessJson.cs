using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Eseur.Admin.Live;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Completeness;

/// <summary>The table in the shape of the published national figures, so that the two compare key by key.</summary>
public sealed record CompletenessJson(
    [property: JsonPropertyName("asOf")] DateOnly AsOf,
    [property: JsonPropertyName("organizations")] CompletenessJson.Levels Organizations,
    [property: JsonPropertyName("passportGaps")] IReadOnlyList<CompletenessJson.GapRow> PassportGaps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Cyrillic),
    };

    public sealed record Levels(int Regional, int Okrug, int Territorial, int Primary, int Total);

    public sealed record GapRow(string Tab, string Field, string AppliesTo, long Missing, long Applicable, string PrintedPercent);

    public static CompletenessJson Of(NodeFigures figures, DateOnly asOf) => new(
        asOf,
        new Levels(figures.Count(LevelGroup.Regional), figures.Count(LevelGroup.Okrug), figures.Count(LevelGroup.Territorial), figures.Count(LevelGroup.Primary), figures.Total),
        [.. CompletenessTable.Of(figures).Select(r => new GapRow(r.Tab.Title, r.Gap.Label, r.Gap.Audience.Code, r.Share.Part, r.Share.Whole, r.Share.Percent()))]);

    public override string ToString() => JsonSerializer.Serialize(this, Options);
}
