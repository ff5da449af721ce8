using System.Linq.Expressions;
using Eseur.Domain.Completeness;

namespace Eseur.Domain.Members;

/// <summary>
/// Something members on record are counted by. One rule serves the save of a card, which moves its organisation's counter,
/// and the database, which counts all of them anew.
/// </summary>
public sealed class Measure
{
    private readonly Func<Member, bool> counts;

    internal Measure(string column, Expression<Func<Member, bool>> rule)
    {
        Column = column;
        Rule = rule;
        counts = rule.Compile();
    }

    /// <summary>Name of the counter's column.</summary>
    public string Column { get; }

    /// <summary>Place among <see cref="Measures.All"/>, and in the arrays of sums.</summary>
    public int Index { get; internal set; }

    /// <summary>Asked of members on record only.</summary>
    public Expression<Func<Member, bool>> Rule { get; }

    public bool Counts(Member member) => counts(member);
}
