using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Letters;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>
/// Whom a mailing is for. It is a query string, both ways: whose addresses, and the conditions of the list they stand in, so
/// that any saved query of the register or of the members is an audience as it stands.
/// </summary>
public sealed record MailingAudience
{
    private static readonly (RecipientKind Kind, string Word)[] Words =
        [(RecipientKind.Chairperson, "chairpersons"), (RecipientKind.Organization, "organizations"), (RecipientKind.Activist, "activists"), (RecipientKind.Member, "members")];

    public RecipientKind To { get; init; } = RecipientKind.Chairperson;

    /// <summary>Whose chairpersons, mailboxes or activists.</summary>
    public OrganizationFilter Organizations { get; init; } = new();

    /// <summary>Of activists, by code, any of these; empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Which members.</summary>
    public MemberFilter Members { get; init; } = new();

    /// <summary>Only under this organisation.</summary>
    public int? Under => To == RecipientKind.Member ? Members.Under : Organizations.Under;

    /// <summary>What is not said is meant as the lists mean it; a string that names no recipients is for chairpersons.</summary>
    public static MailingAudience Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        var word = query.GetValueOrDefault("to").ToString();
        var to = Words.FirstOrDefault(w => w.Word == word, Words[0]).Kind;
        return to == RecipientKind.Member
            ? new MailingAudience { To = to, Members = MemberFilter.Parse(queryString) }
            : new MailingAudience
            {
                To = to,
                Organizations = OrganizationFilter.Parse(queryString),
                Roles = to == RecipientKind.Activist ? [.. query.GetValueOrDefault("role").ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()] : [],
            };
    }

    /// <param name="page">The saved query's list: "organizations" or "members".</param>
    /// <param name="query">As it was saved.</param>
    /// <param name="to">Whom at those organisations.</param>
    public static MailingAudience OfView(string page, string query, RecipientKind to = RecipientKind.Chairperson) => page == "members"
        ? new MailingAudience { To = RecipientKind.Member, Members = MemberFilter.Parse(query) }
        : new MailingAudience { To = to == RecipientKind.Member ? RecipientKind.Chairperson : to, Organizations = OrganizationFilter.Parse(query) };

    /// <summary>What <see cref="Parse"/> reads back to this audience; never empty.</summary>
    public string ToQueryString()
    {
        var start = "?to=" + Words.First(w => w.Kind == To).Word;
        if (Roles.Count > 0 && To == RecipientKind.Activist)
            start = QueryHelpers.AddQueryString(start, "role", string.Join(',', Roles));
        var conditions = ListQuery;
        return conditions.Length == 0 ? start : start + "&" + conditions[1..];
    }

    /// <summary>The conditions as the list itself takes them: "organizations" + this, or "members" + this.</summary>
    public string ListQuery => To == RecipientKind.Member ? Members.ToQueryString() : Organizations.ToQueryString();

    public bool Equals(MailingAudience? other) => other is not null && ToQueryString() == other.ToQueryString();

    public override int GetHashCode() => ToQueryString().GetHashCode(StringComparison.Ordinal);
}
