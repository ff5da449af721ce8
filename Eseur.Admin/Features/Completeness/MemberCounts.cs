using System.Linq.Expressions;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Completeness;

/// <summary>Members of one organisation as the database counts them, by the index of their measure.</summary>
public sealed record MemberCounts(int OrganizationId, int[] Counts)
{
    private static readonly Expression<Func<IGrouping<int, Member>, MemberCounts>> CountGroup = Build();

    /// <summary>All measures in one pass over the cards; organisations with nobody on record are not among them.</summary>
    public static IQueryable<MemberCounts> Of(IQueryable<Member> members) =>
        members.Where(m => m.OffRecordOn == null).GroupBy(m => m.OrganizationId).Select(CountGroup);

    private static Expression<Func<IGrouping<int, Member>, MemberCounts>> Build()
    {
        var group = Expression.Parameter(typeof(IGrouping<int, Member>));
        var counts = Measures.All.Select(m => Expression.Call(typeof(Enumerable), nameof(Enumerable.Count), [typeof(Member)], group, m.Rule));
        var made = Expression.New(typeof(MemberCounts).GetConstructor([typeof(int), typeof(int[])])!,
            Expression.Property(group, nameof(IGrouping<int, Member>.Key)), Expression.NewArrayInit(typeof(int), counts));
        return Expression.Lambda<Func<IGrouping<int, Member>, MemberCounts>>(made, group);
    }
}
