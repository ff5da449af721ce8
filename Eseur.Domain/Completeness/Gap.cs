using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;

namespace Eseur.Domain.Completeness;

/// <summary>A counted place of a passport or a card: a field, or a tab as a whole, that is filled or is a gap.</summary>
public sealed class Gap
{
    /// <summary>How the union's slides call a gap that is a whole tab.</summary>
    public const string WholeTab = "(вся вкладка)";

    private readonly Func<object, bool> missing;

    private Gap(int bit, string key, string label, Audience audience, string lack, string why, Func<object, bool> missing)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bit, 62);
        Bit = bit;
        Key = key;
        Label = label;
        Audience = audience;
        Lack = lack;
        Why = why;
        this.missing = missing;
    }

    /// <summary>Place in the counters' masks. A bit, once used, never changes its meaning.</summary>
    public int Bit { get; }

    public long Mask => 1L << Bit;

    public string Key { get; }

    public string Label { get; }

    public Audience Audience { get; }

    /// <summary>How a headline says that it is not filled: «Взнос не указан» (у 38,5 % первичных).</summary>
    public string Lack { get; }

    /// <summary>One line for the person who can close it: what becomes possible.</summary>
    public string Why { get; }

    /// <summary>Counted over members' cards, not over passports.</summary>
    public bool IsOfCard => Field?.Owner == typeof(Members.Member);

    /// <summary>The field that closes the gap, of the organisation or of its current chairperson.</summary>
    public Field? Field { get; private init; }

    /// <summary>Counts values that do not work, not empty places.</summary>
    public bool IsOfFailed { get; private init; }

    /// <summary>The list whose first line closes the gap.</summary>
    public RowSet? Rows { get; private init; }

    /// <summary>Title without the slides' wording, for lines that stand alone.</summary>
    public string Title => Label == WholeTab ? Rows!.Title : Label;

    /// <summary>What becomes possible once it is filled.</summary>
    public Unlocks Unlocks { get; private init; }

    public bool IsMissing(object subject) => missing(subject);

    internal static Gap Of(int bit, Field field, string lack, string why, Unlocks unlocks = Unlocks.None) =>
        new(bit, field.Key, field.Label, field.Audience, lack, why, field.Owner == typeof(Chairperson)
            ? o => ((Organization)o).CurrentChairperson is { } c && field.Read(c) is null
            : o => field.Read(o) is null)
        { Field = field, Unlocks = unlocks };

    /// <summary>There is a value, and what is sent to it comes back: filled, and not valid.</summary>
    /// <param name="audience">Those who have a value.</param>
    internal static Gap OfFailed(int bit, string key, Field field, Audience audience, string label, string lack, string why, Unlocks unlocks = Unlocks.None) =>
        new(bit, key, label, audience, lack, why, field.Owner == typeof(Chairperson)
            ? o => ((Organization)o).CurrentChairperson is { } c && field.FailedOn!.Read(c) is not null
            : o => field.FailedOn!.Read(o) is not null)
        { Field = field, Unlocks = unlocks, IsOfFailed = true };

    internal static Gap Of(int bit, RowSet rows, string lack, string why, string label = WholeTab, Audience? audience = null, Func<Organization, bool>? missing = null, Unlocks unlocks = Unlocks.None) =>
        new(bit, rows.Key, label, audience ?? Audience.All, lack, why, o => missing?.Invoke((Organization)o) ?? rows.Rows((Organization)o).Count == 0) { Rows = rows, Unlocks = unlocks };
}
