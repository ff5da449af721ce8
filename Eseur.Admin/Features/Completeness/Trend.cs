using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Completeness;

/// <summary>Figures of one organisation and all below it at the end of one day in Moscow.</summary>
/// <param name="Day">In Moscow.</param>
/// <param name="Missing">Passports, by gap bit.</param>
/// <param name="Applicable">Passports, by gap bit.</param>
/// <param name="Members">Cards, by the index of their measure; empty where they were not kept.</param>
public sealed record TrendDay(DateOnly Day, int[] Missing, int[] Applicable, int[] Members)
{
    /// <summary>A bit newer than the day is not known there: nought of nought.</summary>
    public Share Of(Gap gap) => gap.IsOfCard
        ? Measures.Of(gap).Index < Members.Length ? new MemberFigures(Members, default).Of(gap) : default
        : gap.Bit < Missing.Length && gap.Bit < Applicable.Length ? new Share(Missing[gap.Bit], Applicable[gap.Bit]) : default;

    /// <summary>Places of <paramref name="catalogue"/> that were not filled, of all its places.</summary>
    public Share Unfilled(Catalogue catalogue) => catalogue.Gaps.Aggregate(default(Share), (sum, gap) => sum + Of(gap));

    /// <summary>Whether members' cards were counted on that day.</summary>
    public bool HasMembers => Measures.Total.Index < Members.Length && Members[Measures.Total.Index] > 0;
}

/// <summary>Days that have ended, oldest first. Today is not among them: it is on the board.</summary>
public sealed record Trend(DateOnly Today, IReadOnlyList<TrendDay> Days)
{
    /// <summary>What changes are counted from, as people speak of them.</summary>
    public const int Month = 30;

    /// <summary>The day a change is counted from: thirty days ago, or the first one kept when the history is shorter.</summary>
    public TrendDay? MonthAgo => Days.LastOrDefault(d => d.Day <= Today.AddDays(-Month)) ?? (Days.Count > 0 ? Days[0] : null);

    /// <summary>"30 дней", or fewer while the history is young.</summary>
    public int? DaysSince => MonthAgo is { } from ? Today.DayNumber - from.Day.DayNumber : null;

    /// <summary>By how many points the printed percentage moved; null without a day to compare with.</summary>
    public decimal? Points(Share now, Func<TrendDay, Share> of, int decimals = 1) =>
        MonthAgo is { } from && of(from) is { Whole: > 0 } then && now.Whole > 0 ? now.Cut(decimals) - then.Cut(decimals) : null;

    /// <summary>Only the days on which members were counted: a change is not told from a day that knew none.</summary>
    public Trend OfMembers() => this with { Days = [.. Days.Where(d => d.HasMembers)] };
}
