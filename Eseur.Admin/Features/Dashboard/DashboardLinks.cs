using System.Globalization;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Dashboard;

/// <summary>What stands behind a number of the dashboard.</summary>
internal static class DashboardLinks
{
    private const string NotStated = "none";

    public static string Lacking(int under, Gap gap) => "organizations" + new OrganizationFilter { Under = under, Lacks = [gap] }.ToQueryString();

    public static string List(int under) => "organizations" + new OrganizationFilter { Under = under }.ToQueryString();

    public static string List(int under, LevelGroup level) => "organizations" + new OrganizationFilter { Under = under, Levels = [level] }.ToQueryString();

    /// <summary>The register of members on record under an organisation; the keys are the register's own.</summary>
    public static string Members(int under, params IEnumerable<(string Key, string Value)> conditions) =>
        QueryHelpers.AddQueryString("members", conditions.Prepend((Key: "under", Value: under.ToString(CultureInfo.InvariantCulture))).Select(c => KeyValuePair.Create(c.Key, (string?)c.Value)));

    /// <summary>The same of one employment and sex, in either of which null stands for "not stated".</summary>
    public static (string Key, string Value) Of(Employment? employment) => ("employment", employment?.ToString().ToLowerInvariant() ?? NotStated);

    public static (string Key, string Value) Of(Sex? sex) => ("sex", sex?.ToString().ToLowerInvariant() ?? NotStated);

    public static string NewMember(int primary) => $"members/new?organization={primary}";

    public static string Report(int under) => "reports" + new OrganizationFilter { Under = under }.ToQueryString();

    public static string Passport(int id) => $"organizations/{id}/passport";

    /// <summary>The passport's tab with the place to fill in focus.</summary>
    public static string Field(int id, Gap gap) => $"organizations/{id}/passport/{Catalogue.Passport.TabOf(gap).Key}?field={gap.Key}";
}
