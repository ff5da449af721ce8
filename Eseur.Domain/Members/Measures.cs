using System.Collections.Frozen;
using System.Linq.Expressions;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Members;

/// <summary>All that members are counted by: the slides' breakdown (seed 003) and every gap of the card.</summary>
public static class Measures
{
    public static readonly Measure Total = new("Total", _ => true);

    public static readonly Measure Plastic = new("Plastic", m => m.HasPlastic);

    public static readonly Measure Virtual = new("Virtual", m => m.HasVirtual);

    public static readonly Measure Bonus = new("Bonus", m => m.BonusParticipant == true);

    /// <summary>In the slides' order; null stands for "not stated", which is a line of its own.</summary>
    public static readonly IReadOnlyList<Employment?> Employments = [Employment.Worker, Employment.Student, Employment.Pensioner, null];

    /// <summary>The same of sexes.</summary>
    public static readonly IReadOnlyList<Sex?> Sexes = [Sex.Man, Sex.Woman, null];

    private static readonly Dictionary<(Employment?, Sex?), Measure> Cells =
        (from e in Employments from s in Sexes select (e, s)).ToDictionary(x => x, x => Cell(x.e, x.s));

    private static readonly Dictionary<Gap, Measure> ByGap = Catalogue.Card.Gaps.ToDictionary(g => g, Lacking);

    private static readonly Dictionary<Unlocks, Measure> ByUnlocks = UnlocksLabels.All.ToDictionary(u => u, LackingAny);

    /// <summary>Kept days hold sums in this order, so a new measure joins at the end: gaps stand by bit, and bits only grow.</summary>
    public static readonly IReadOnlyList<Measure> All = Numbered([Total, .. Cells.Values, Plastic, Virtual, Bonus, .. ByUnlocks.Values, .. ByGap.OrderBy(g => g.Key.Bit).Select(g => g.Value)]);

    private static readonly FrozenDictionary<string, Measure> Columns = All.ToFrozenDictionary(m => m.Column);

    public static Measure ByColumn(string column) => Columns[column];

    /// <summary>Members of one employment and sex; null stands for "not stated".</summary>
    public static Measure Of(Employment? employment, Sex? sex) => Cells[(employment, sex)];

    /// <summary>Members of one employment, whatever their sex: the sum of these.</summary>
    public static IEnumerable<Measure> Of(Employment? employment) => Sexes.Select(s => Cells[(employment, s)]);

    /// <summary>Members who lack the counted place.</summary>
    public static Measure Of(Gap gap) => ByGap[gap];

    /// <summary>Members who lack at least one of the places that stand in the way: each counts once, however many are empty.</summary>
    public static Measure Of(Unlocks unlocks) => ByUnlocks[unlocks];

    /// <summary>How many members the counted place concerns.</summary>
    /// <param name="sums">By <see cref="Measure.Index"/>.</param>
    public static int Concerned(Gap gap, IReadOnlyList<int> sums) =>
        (gap.Audience == Audience.Students ? Of(Employment.Student) : [Total]).Sum(m => sums[m.Index])
        - (gap.IsOfFailed ? sums[Of(Catalogue.Card.Filling(gap)).Index] : 0);

    /// <summary>Adds a member to sums by <see cref="Measure.Index"/>; who is off record is in none.</summary>
    public static void Count(Member member, Span<int> sums, int sign)
    {
        if (!member.IsOnRecord)
            return;
        foreach (var measure in All)
        {
            if (measure.Counts(member))
                sums[measure.Index] += sign;
        }
    }

    private static Measure Cell(Employment? employment, Sex? sex) =>
        new($"{employment?.ToString() ?? "Unstated"}{sex?.ToString() ?? "Unstated"}", m => m.Employment == employment && m.Sex == sex);

    /// <summary>«Concerns the person and is null», or «came back», as an expression: the database has to understand it.</summary>
    private static Measure Lacking(Gap gap)
    {
        var audience = (Expression<Func<Member, bool>>)gap.Audience.Rule;
        var member = audience.Parameters[0];
        var field = gap.IsOfFailed ? gap.Field!.FailedOn! : gap.Field!;
        var property = Expression.Property(member, field.Property);
        var nothing = Expression.Constant(null, property.Type);
        var lacks = gap.IsOfFailed ? Expression.NotEqual(property, nothing) : Expression.Equal(property, nothing);
        var body = gap.Audience == Audience.Members ? lacks : Expression.AndAlso(audience.Body, lacks);
        return new Measure((gap.IsOfFailed ? "" : "Lacks") + field.Property, Expression.Lambda<Func<Member, bool>>(body, member));
    }

    private static Measure LackingAny(Unlocks unlocks)
    {
        var rules = Catalogue.Card.Gaps.Where(g => g.Unlocks.HasFlag(unlocks)).Select(g => ByGap[g].Rule).ToList();
        var member = rules[0].Parameters[0];
        var body = rules.Select(r => new OfOneMember(r.Parameters[0], member).Visit(r.Body)).Aggregate(Expression.OrElse);
        return new Measure("LacksFor" + unlocks, Expression.Lambda<Func<Member, bool>>(body, member));
    }

    /// <summary>Rules written apart each speak of a member of their own; joined, they speak of the same one.</summary>
    private sealed class OfOneMember(ParameterExpression was, ParameterExpression becomes) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == was ? becomes : node;
    }

    private static Measure[] Numbered(Measure[] all)
    {
        foreach (var (i, measure) in all.Index())
            measure.Index = i;
        return all;
    }
}
