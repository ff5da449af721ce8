using Eseur.Domain.Organizations;

namespace Eseur.Domain.Completeness;

/// <summary>Whom a field concerns: the denominator of its share. Source: seed 003 and the rules of filling.</summary>
/// <param name="Code">Name in exchanged files.</param>
/// <param name="Label">What a dashboard prints.</param>
/// <param name="Among">The same after a share: "у 38,5 % первичных".</param>
/// <param name="Includes">The rule, for an active organisation.</param>
public sealed record Audience(string Code, string Label, string Among, Func<Organization, bool> Includes)
{
    public static readonly Audience All = new("all", "все организации", "организаций", _ => true);

    public static readonly Audience Primary = new("primary", "первичные", "первичных", o => o.Level.IsPrimary());

    public static readonly Audience LegalEntities = new("legal", "юридические лица", "юридических лиц", o => o.IsLegalEntity);

    public static readonly Audience WithChairperson = new("chaired", "где есть председатель", "организаций с председателем", o => o.CurrentChairperson is not null);
}
