using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>What stands behind a number of the dashboard.</summary>
internal static class DashboardLinks
{
    public static string Lacking(int under, Gap gap) => "organizations" + new OrganizationFilter { Under = under, Lacks = [gap] }.ToQueryString();

    public static string List(int under) => "organizations" + new OrganizationFilter { Under = under }.ToQueryString();

    public static string List(int under, LevelGroup level) => "organizations" + new OrganizationFilter { Under = under, Levels = [level] }.ToQueryString();

    /// <summary>Members on record under an organisation; those of the filter's other conditions, where it has any.</summary>
    public static string Members(int under, MemberFilter? who = null) => "members" + ((who ?? new MemberFilter()) with { Under = under }).ToQueryString();

    public static string NewMember(int primary) => $"members/new?organization={primary}";

    public static string Report(int under) => "reports" + new OrganizationFilter { Under = under }.ToQueryString();

    public static string Passport(int id) => $"organizations/{id}/passport";

    public static string Dashboard(int id) => $"dashboard/{id}";

    /// <summary>The passport's tab with the place to fill in focus.</summary>
    public static string Field(int id, Gap gap) => Field(id, Catalogue.Passport.TabOf(gap), gap.Field?.Key ?? gap.Key);

    public static string Field(int id, Field field) => Field(id, Catalogue.Passport.TabOf(field)!, field.Key);

    private static string Field(int id, CatalogueTab tab, string key) => $"organizations/{id}/passport/{tab.Key}?field={key}";
}
