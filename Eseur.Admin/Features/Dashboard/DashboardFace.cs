using System.Globalization;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>What a dashboard counts: passports of organisations, or cards of members. All that its two faces differ in but the cards only one of them has.</summary>
public sealed class DashboardFace
{
    public static readonly DashboardFace Passports = new()
    {
        Title = "Паспорта",
        Segment = "",
        Catalogue = Catalogue.Passport,
        Decimals = 1,
        CountTitle = "Организаций",
        Records = "полей паспорта",
        Subject = "незаполненные поля паспорта",
        Nobody = "Действующих организаций нет",
        List = DashboardLinks.List,
        Lacking = DashboardLinks.Lacking,
        Count = f => f.Total,
        Days = trend => trend,
    };

    /// <summary>The union prints members' percentages with two decimals (seed 003).</summary>
    public static readonly DashboardFace Members = new()
    {
        Title = "Члены Профсоюза",
        Segment = "/members",
        Catalogue = Catalogue.Card,
        Decimals = 2,
        CountTitle = "Членов",
        Records = "полей карточек",
        Subject = "незаполненные поля карточек членов Профсоюза",
        Nobody = "На учёте никого нет",
        List = under => DashboardLinks.Members(under),
        Lacking = (under, gap) => DashboardLinks.Members(under, new MemberFilter { Lacks = [gap] }),
        Count = f => f.Members.Total,
        Days = trend => trend.OfMembers(),
    };

    public static readonly IReadOnlyList<DashboardFace> All = [Passports, Members];

    private DashboardFace() { }

    /// <summary>Its name in the switch.</summary>
    public required string Title { get; init; }

    /// <summary>What its address ends with.</summary>
    public required string Segment { get; init; }

    public required Catalogue Catalogue { get; init; }

    /// <summary>Digits after the comma of its percentages.</summary>
    public required int Decimals { get; init; }

    public required string CountTitle { get; init; }

    /// <summary>What is filled: "83,1 % полей паспорта заполнено".</summary>
    public required string Records { get; init; }

    /// <summary>Of a letter about it.</summary>
    public required string Subject { get; init; }

    public required string Nobody { get; init; }

    /// <summary>Link to all that is counted under an organisation.</summary>
    public required Func<int, string> List { get; init; }

    /// <summary>Link to those of them that lack a counted place.</summary>
    public required Func<int, Gap, string> Lacking { get; init; }

    /// <summary>How many organisations, or members, the figures are about.</summary>
    public required Func<NodeFigures, int> Count { get; init; }

    /// <summary>The days its changes may be told from.</summary>
    public required Func<Trend, Trend> Days { get; init; }

    /// <summary>Shares of one record of a kind that lacks a field or does not: a percentage of it says nothing.</summary>
    public bool IsYesOrNo(Share share) => this == Passports && share.Whole == 1;

    public static string Width(Share share) => (share.Fraction * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
