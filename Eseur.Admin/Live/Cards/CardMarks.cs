using System.Linq.Expressions;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;

namespace Eseur.Admin.Live.Cards;

/// <summary>
/// What cards are filtered by, as bits of one number: two and a half million of them are looked through in milliseconds.
/// One list of rules serves the database, which makes the number for each card it reads.
/// </summary>
internal static class CardMarks
{
    /// <summary>All marks but the gaps: few enough for a table with an answer for each combination.</summary>
    public const int Combinations = 1 << GapShift;

    public const int MostDuesForms = 1 << (GapShift - DuesShift);

    private const int SexShift = 2;
    private const int OffRecord = 1 << 4;
    private const int Plastic = 1 << 5;
    private const int Virtual = 1 << 6;
    private const int Bonus = 1 << 7;
    private const int DuesShift = 8;
    private const int GapShift = 15;

    private static readonly (Expression<Func<Member, bool>> Rule, int Mark)[] Rules =
    [
        .. Enum.GetValues<Employment>().Select(e => ((Expression<Func<Member, bool>>)(m => m.Employment == e), (int)e)),
        .. Enum.GetValues<Sex>().Select(s => ((Expression<Func<Member, bool>>)(m => m.Sex == s), (int)s << SexShift)),
        (m => m.OffRecordOn != null, OffRecord),
        (Measures.Plastic.Rule, Plastic),
        (Measures.Virtual.Rule, Virtual),
        (Measures.Bonus.Rule, Bonus),
        .. Catalogue.Card.Gaps.Select(g => (Measures.Of(g).Rule, g.Bit + GapShift < 31 ? 1 << (g.Bit + GapShift) : throw new InvalidOperationException("The card has more gaps than its marks have bits."))),
    ];

    /// <summary>The sum of the marks whose rules hold, as an expression of one card. The dues form is added by <see cref="OfDues"/>.</summary>
    public static Expression Sum(ParameterExpression member) => Rules
        .Select(r => (Expression)Expression.Condition(new Rename(r.Rule.Parameters[0], member).Visit(r.Rule.Body), Expression.Constant(r.Mark), Expression.Constant(0)))
        .Aggregate(Expression.Add);

    public static int OfDues(int number) => number << DuesShift;

    public static int Lacks(long gaps) => (int)(gaps << GapShift);

    public static bool IsOffRecord(int marks) => (marks & OffRecord) != 0;

    /// <summary>For each combination of marks, 1 where the conditions take the card.</summary>
    public static byte[] Answers(CardConditions conditions, IReadOnlyList<string> duesForms)
    {
        var employments = Set(conditions.Employments.Select(e => e is { } one ? (int)one : 0), 4);
        var sexes = Set(conditions.Sexes.Select(s => s is { } one ? (int)one : 0), 4);
        var dues = Set(conditions.DuesForms.Select(f => f is null ? 0 : NumberOf(duesForms, f)), MostDuesForms);
        var answers = new byte[Combinations];
        for (var marks = 0; marks < Combinations; marks++)
        {
            var fits = employments[marks & 3] && sexes[(marks >> SexShift) & 3] && dues[marks >> DuesShift]
                && (conditions.OnRecord is not { } on || on != IsOffRecord(marks))
                && (conditions.Bonus is not { } bonus || bonus == ((marks & Bonus) != 0))
                && (conditions.Tickets.Count == 0 || conditions.Tickets.Any(t => Holds(marks, t)));
            answers[marks] = fits ? (byte)1 : (byte)0;
        }
        return answers;
    }

    private static bool Holds(int marks, TicketHeld ticket) => ticket switch
    {
        TicketHeld.Plastic => (marks & Plastic) != 0,
        TicketHeld.Virtual => (marks & Virtual) != 0,
        _ => (marks & (Plastic | Virtual)) == 0,
    };

    /// <summary>No condition takes all.</summary>
    private static bool[] Set(IEnumerable<int> asked, int size)
    {
        var set = new bool[size];
        var any = false;
        foreach (var number in asked)
        {
            any = true;
            if (number >= 0)
                set[number] = true;
        }
        if (!any)
            Array.Fill(set, true);
        return set;
    }

    private static int NumberOf(IReadOnlyList<string> forms, string code)
    {
        for (var i = 0; i < forms.Count; i++)
        {
            if (forms[i] == code)
                return Math.Min(i + 1, MostDuesForms - 1);
        }
        return -1;
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
