using System.Linq.Expressions;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Eseur.Admin.Data;

/// <summary>
/// What of the database an actor can read at all. A kind of row belongs to an organisation, to a card, to a person's own
/// sign-in, or is said here to be open; one of which nothing is said stops the program before its first query.
/// </summary>
public abstract partial class RegistryContext
{
    /// <summary>Name of the filter, for the few queries that look past it and say why.</summary>
    public const string ScopeFilter = "Scope";

    private bool seesAll;
    private bool readsAll;
    private bool readsAllPersons;
    private int userId;
    private string[] readPaths = [];
    private string[] personPaths = [];
    private string[] givePaths = [];
    private string[] auditPaths = [];

    /// <summary>
    /// On whose behalf this context reads and writes. Set by <see cref="RegistryDatabase"/>; a context without one finds
    /// nothing and refuses to save.
    /// </summary>
    public Actor? Actor
    {
        get;
        set
        {
            field = value;
            var scope = value?.Scope ?? Scope.Nothing;
            seesAll = scope.IsEverything;
            (readsAll, readsAllPersons) = (scope.IsWhole(Powers.Read), scope.IsWhole(Powers.ReadPersons));
            userId = value?.UserId ?? 0;
            readPaths = scope.Patterns(Powers.Read);
            personPaths = scope.Patterns(Powers.ReadPersons);
            givePaths = scope.Patterns(Powers.Give);
            auditPaths = scope.Patterns(Powers.Audit);
        }
    }

    private DbSet<Place> Places => Set<Place>();

    private void NarrowReading(ModelBuilder builder)
    {
        builder.Entity<Place>().HasNoKey().ToSqlQuery("SELECT Id, SuperiorId, Path FROM Organizations");
        Expression<Func<int?, bool>> read = id => readsAll || Places.Any(p => p.Id == id && readPaths.Any(l => EF.Functions.Like(p.Path, l)));
        Expression<Func<int, bool>> ofCard = id => readsAll || Members.Any(m => m.Id == id);
        Expression<Func<int, bool>> ofPerson = id => readsAllPersons || Members.Any(m => m.Id == id && Places.Any(p => p.Id == m.OrganizationId && personPaths.Any(l => EF.Functions.Like(p.Path, l))));
        Expression<Func<int, bool>> ofOneself = id => seesAll || id == userId;
        Expression<Func<int, bool>> mayGive = id => seesAll || Places.Any(p => p.Id == id && givePaths.Any(l => EF.Functions.Like(p.Path, l)));
        Expression<Func<int?, bool>> mayAudit = id => seesAll || Places.Any(p => (p.Id == id || (id == null && p.SuperiorId == null)) && auditPaths.Any(l => EF.Functions.Like(p.Path, l)));

        var filters = new Dictionary<Type, LambdaExpression?>
        {
            [typeof(Place)] = null,
            [typeof(ReferenceItem)] = null,
            [typeof(Organization)] = Where<Organization>(o => readsAll || readPaths.Any(l => EF.Functions.Like(o.Path, l))),
            [typeof(ConsentText)] = null,
            [typeof(DataProtectionKey)] = Where<DataProtectionKey>(_ => seesAll),
            [typeof(SignInGuard)] = Where<SignInGuard>(_ => seesAll),
            [typeof(Seal)] = Where<Seal>(_ => seesAll),
            [typeof(Ticket)] = Of<Ticket>(t => t.MemberId, ofPerson),
            [typeof(MemberPhoto)] = Of<MemberPhoto>(t => t.MemberId, ofPerson),
            [typeof(Membership)] = Of<Membership>(t => t.MemberId, ofCard),
            [typeof(PastConsent)] = Of<PastConsent>(t => t.MemberId, ofCard),
            [typeof(TransferRequest)] = Or(Of<TransferRequest>(r => r.FromId, read), Of<TransferRequest>(r => r.ToId, read)),
            [typeof(Change)] = Or(Of<Change>(c => c.OrganizationId, read), Of<Change>(c => c.OrganizationId, mayAudit)),
            [typeof(ChangeLine)] = Where<ChangeLine>(l => readsAll || Changes.Any(c => c.Id == l.ChangeId)),
            [typeof(Reading)] = Of<Reading>(r => r.OrganizationId, mayAudit),
            // Letters to accounts belong to no organisation: only the program reads them.
            [typeof(Letter)] = Or(Where<Letter>(_ => seesAll), And(Where<Letter>(l => l.OrganizationId != null), Of<Letter>(l => l.OrganizationId, read))),
            [typeof(MailingFile)] = Where<MailingFile>(f => Mailings.Any(m => m.Id == f.MailingId)),
            [typeof(NoticeCause)] = Where<NoticeCause>(_ => seesAll),
            [typeof(Notice)] = Of<Notice>(n => n.UserId, ofOneself),
            [typeof(NoticeSetting)] = Of<NoticeSetting>(s => s.UserId, ofOneself),
            [typeof(RegistryUser)] = Where<RegistryUser>(u => seesAll || u.Id == userId || Grants.Any(g => g.UserId == u.Id)),
            [typeof(Grant)] = Or(Of<Grant>(g => g.UserId, ofOneself), Of<Grant>(g => g.OrganizationId, mayGive)),
            [typeof(UserSession)] = Of<UserSession>(s => s.UserId, ofOneself),
            [typeof(SavedView)] = Of<SavedView>(v => v.UserId, ofOneself),
            [typeof(IdentityUserClaim<int>)] = Of<IdentityUserClaim<int>>(c => c.UserId, ofOneself),
            [typeof(IdentityUserLogin<int>)] = Of<IdentityUserLogin<int>>(c => c.UserId, ofOneself),
            [typeof(IdentityUserToken<int>)] = Of<IdentityUserToken<int>>(c => c.UserId, ofOneself),
            [typeof(IdentityUserPasskey<int>)] = Of<IdentityUserPasskey<int>>(c => c.UserId, ofOneself),
        };
        foreach (var type in builder.Model.GetEntityTypes().Where(t => !t.IsOwned() && t.ClrType != typeof(IdentityPasskeyData)).ToList())
        {
            if (!filters.TryGetValue(type.ClrType, out var filter))
                filter = Composed(type.ClrType, OwnerOf(type), read);
            if (filter is not null)
                builder.Entity(type.ClrType).HasQueryFilter(ScopeFilter, filter);
        }
    }

    private static LambdaExpression OwnerOf(IMutableEntityType type)
    {
        var row = Expression.Parameter(type.ClrType, "row");
        if (type.FindProperty("OrganizationId") is null)
            throw new InvalidOperationException($"Nobody has said who may read {type.ClrType.Name}: give it a filter in {nameof(NarrowReading)}.");
        return Expression.Lambda(Expression.Property(row, "OrganizationId"), row);
    }

    private static Expression<Func<TRow, bool>> Where<TRow>(Expression<Func<TRow, bool>> rule) => rule;

    private static LambdaExpression Of<TRow>(Expression<Func<TRow, int?>> owner, Expression<Func<int?, bool>> rule) => Composed(typeof(TRow), owner, rule);

    private static LambdaExpression Of<TRow>(Expression<Func<TRow, int>> owner, Expression<Func<int, bool>> rule) => Composed(typeof(TRow), owner, rule);

    private static LambdaExpression Composed(Type row, LambdaExpression owner, LambdaExpression rule)
    {
        var wanted = rule.Parameters[0].Type;
        var id = owner.Body.Type == wanted ? owner.Body : Expression.Convert(owner.Body, wanted);
        return Expression.Lambda(typeof(Func<,>).MakeGenericType(row, typeof(bool)), new Put(rule.Parameters[0], id).Visit(rule.Body), owner.Parameters);
    }

    private static LambdaExpression Or(LambdaExpression one, LambdaExpression other) => Joined(ExpressionType.OrElse, one, other);

    private static LambdaExpression And(LambdaExpression one, LambdaExpression other) => Joined(ExpressionType.AndAlso, one, other);

    private static LambdaExpression Joined(ExpressionType how, LambdaExpression one, LambdaExpression other) =>
        Expression.Lambda(one.Type, Expression.MakeBinary(how, one.Body, new Put(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    /// <summary>An organisation's place in the tree, which filters ask for; not narrowed itself.</summary>
    private sealed class Place
    {
        public int Id { get; init; }

        public int? SuperiorId { get; init; }

        public string Path { get; init; } = "";
    }

    private sealed class Put(ParameterExpression parameter, Expression instead) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? instead : base.VisitParameter(node);
    }
}
