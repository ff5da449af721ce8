using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Completeness;

/// <summary>The table in the shape of the published national figures, so that the two compare key by key.</summary>
public sealed record CompletenessJson(DateOnly AsOf, CompletenessJson.Levels Organizations, IReadOnlyList<CompletenessJson.GapRow> PassportGaps,
    CompletenessJson.MemberRows Members, IReadOnlyList<CompletenessJson.GapRow> CardGaps, CompletenessJson.TicketRow Tickets, CompletenessJson.ConsentRow Consents, CompletenessJson.BonusRow Bonus)
{
    // Organisations are printed with one decimal, members with two.
    private const int MemberDecimals = 2;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Cyrillic),
    };

    public sealed record Levels(int Regional, int Okrug, int Territorial, int Primary, int Total);

    public sealed record GapRow(string Tab, string Field, string AppliesTo, long Missing, long Applicable, string PrintedPercent);

    /// <param name="StatisticalTotalDerived">Members by statistical reports: what the slides' share is of.</param>
    public sealed record MemberRows(int Total, string ShareOfStatisticalTotal, int StatisticalTotalDerived, IReadOnlyList<EmploymentRow> ByEmployment, int EmploymentMissing);

    /// <param name="PrintedShareOfStatistical">One decimal, as the slides print it.</param>
    public sealed record EmploymentRow(string Employment, int Count, string PrintedShareOfStatistical, int Men, int Women, int GenderMissing);

    public sealed record TicketRow(int Plastic, string PlasticPercent, int Virtual, string VirtualPercent);

    /// <param name="ChairpersonsWithNotificationConsent">Current ones who agreed to letters.</param>
    /// <param name="Chairpersons">Of so many.</param>
    public sealed record ConsentRow(long ChairpersonsWithNotificationConsent, long Chairpersons, string PrintedPercent);

    public sealed record BonusRow(int Participants, string ParticipantsPercent);

    /// <param name="figures">Of an organisation with all below it.</param>
    /// <param name="consents">Of their chairpersons.</param>
    /// <param name="asOf">Today.</param>
    public static CompletenessJson Of(NodeFigures figures, Share consents, DateOnly asOf) => new(
        asOf,
        new Levels(figures.Count(LevelGroup.Regional), figures.Count(LevelGroup.Okrug), figures.Count(LevelGroup.Territorial), figures.Count(LevelGroup.Primary), figures.Total),
        Rows(CompletenessTable.Of(figures), decimals: 1),
        Of(figures.Members),
        Rows(CompletenessTable.Of(figures, Catalogue.Card), MemberDecimals),
        new TicketRow(figures.Members.Count(Measures.Plastic), figures.Members.Among(Measures.Plastic).Percent(MemberDecimals), figures.Members.Count(Measures.Virtual), figures.Members.Among(Measures.Virtual).Percent(MemberDecimals)),
        new ConsentRow(consents.Part, consents.Whole, consents.Percent()),
        new BonusRow(figures.Members.Count(Measures.Bonus), figures.Members.Among(Measures.Bonus).Percent(MemberDecimals)));

    private static MemberRows Of(MemberFigures members) => new(members.Total, members.Coverage.Percent(MemberDecimals), members.Reported.Total,
        [Of(members, Employment.Worker, members.Reported.Workers), Of(members, Employment.Student, members.Reported.Students), Of(members, Employment.Pensioner, members.Reported.Pensioners)],
        members.Count((Employment?)null));

    private static EmploymentRow Of(MemberFigures members, Employment employment, int reported) => new(employment.Label(), members.Count(employment), new Share(members.Count(employment), reported).Percent(),
        members.Count(Measures.Of(employment, Sex.Man)), members.Count(Measures.Of(employment, Sex.Woman)), members.Count(Measures.Of(employment, sex: null)));

    private static IReadOnlyList<GapRow> Rows(IEnumerable<CompletenessRow> table, int decimals) =>
        [.. table.Select(r => new GapRow(r.Tab.Title, r.Gap.Label, r.Gap.Audience.Code, r.Share.Part, r.Share.Whole, r.Share.Percent(decimals)))];

    public override string ToString() => JsonSerializer.Serialize(this, Options);
}
