using System.Linq.Expressions;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Completeness;

/// <summary>Whom a field concerns: the denominator of its share. Source: seed 003 and the rules of filling.</summary>
public sealed class Audience
{
    public static readonly Audience All = Of<Organization>("all", "все организации", "организаций", _ => true);

    public static readonly Audience Primary = Of<Organization>("primary", "первичные", "первичных", o => o.Level.IsPrimary());

    public static readonly Audience LegalEntities = Of<Organization>("legal", "юридические лица", "юридических лиц", o => o.IsLegalEntity);

    public static readonly Audience WithChairperson = Of<Organization>("chaired", "где есть председатель", "организаций с председателем", o => o.CurrentChairperson != null);

    /// <summary>Letters come back from an address: whoever gave none has nothing that could fail.</summary>
    public static readonly Audience WithChairpersonEmail = Of<Organization>("chair-email", "где есть e-mail председателя", "организаций с e-mail председателя", o => o.CurrentChairperson != null && o.CurrentChairperson.Email != null);

    /// <inheritdoc cref="WithChairpersonEmail"/>
    public static readonly Audience WithEmail = Of<Organization>("email", "где есть e-mail организации", "организаций с e-mail", o => o.Email != null);

    public static readonly Audience Members = Of<Member>("all", "все члены Профсоюза", "членов Профсоюза", _ => true);

    /// <summary>The slides name this audience by the employment itself.</summary>
    public static readonly Audience Students = Of<Member>("Обучающийся (студент)", "студенты", "студентов", m => m.Employment == Employment.Student);

    /// <inheritdoc cref="WithChairpersonEmail"/>
    public static readonly Audience MembersWithEmail = Of<Member>("email", "члены Профсоюза с e-mail", "членов Профсоюза с e-mail", m => m.Email != null);

    private readonly Func<object, bool> includes;

    private Audience(string code, string label, string among, LambdaExpression rule, Func<object, bool> includes)
    {
        Code = code;
        Label = label;
        Among = among;
        Rule = rule;
        this.includes = includes;
    }

    /// <summary>Name in exchanged files.</summary>
    public string Code { get; }

    /// <summary>What a dashboard prints.</summary>
    public string Label { get; }

    /// <summary>The same after a share: "у 38,5 % первичных".</summary>
    public string Among { get; }

    /// <summary>The rule, for an active organisation or a member on record; of members it is asked of the database as well.</summary>
    public LambdaExpression Rule { get; }

    public bool Includes(object subject) => includes(subject);

    private static Audience Of<TSubject>(string code, string label, string among, Expression<Func<TSubject, bool>> rule)
    {
        var compiled = rule.Compile();
        return new Audience(code, label, among, rule, subject => compiled((TSubject)subject));
    }
}
