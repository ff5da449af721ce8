using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Tests.Features.Members.Register;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Letters.Mailings;

public sealed class MailingAudienceTests
{
    [Fact]
    public void QueryString_OfAnyAudience_ReadsBackToTheSame()
    {
        var audiences =
            from to in Gen.Elements(RecipientKind.Chairperson, RecipientKind.Organization, RecipientKind.Activist, RecipientKind.Member)
            from members in MemberFilterGen.Filters([null, "a&b=c#d?", "100 %"], [null, 1])
            from levels in Gen.Elements<LevelGroup[]>([], [LevelGroup.Primary], [LevelGroup.Regional, LevelGroup.Territorial])
            from query in Gen.Elements<string?>(null, "to=members&x", "№ 7")
            from roles in Gen.Elements<string[]>([], ["deputy"], ["deputy", "secretary"])
            select new MailingAudience { To = to, Members = to == RecipientKind.Member ? members : new(), Organizations = to == RecipientKind.Member ? new() : new OrganizationFilter { Levels = levels, Query = query, Under = 5 }, Roles = to == RecipientKind.Activist ? roles : [] };
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(audiences), a =>
        {
            var back = MailingAudience.Parse(a.ToQueryString());
            Assert.Equal((a.To, a.Organizations.ToQueryString(), a.Members.ToQueryString(), string.Join(',', a.Roles)), (back.To, back.Organizations.ToQueryString(), back.Members.ToQueryString(), string.Join(',', back.Roles)));
            Assert.Equal(a, back);
        }));
    }

    [Fact]
    public void SavedView_OfEitherList_IsAnAudienceAsItStands()
    {
        var organizations = new OrganizationFilter { Levels = [LevelGroup.Primary], Regions = ["76"] }.ToQueryString();
        var members = new MemberFilter { AgeTo = 35, Lacks = [Eseur.Domain.Fields.Catalogue.Card.Gaps[0]] }.ToQueryString();

        Assert.Equal(organizations, MailingAudience.OfView("organizations", organizations, RecipientKind.Activist).ListQuery);
        Assert.Equal(RecipientKind.Activist, MailingAudience.OfView("organizations", organizations, RecipientKind.Activist).To);
        Assert.Equal((RecipientKind.Member, members), (MailingAudience.OfView("members", members).To, MailingAudience.OfView("members", members).ListQuery));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?to=everybody&level=moon&role=")]
    public void Parse_Nonsense_IsForChairpersons(string text) => Assert.Equal("?to=chairpersons", MailingAudience.Parse(text).ToQueryString());

    [Fact]
    public void RecipientFilter_EveryCombination_ReadsBack()
    {
        foreach (var level in new LevelGroup?[] { null, LevelGroup.Primary, LevelGroup.None })
        {
            foreach (var obstacle in Enum.GetValues<Obstacle>().Cast<Obstacle?>().Append(null))
                Assert.Equal(new RecipientFilter(level, obstacle, LetterState.Bounced), RecipientFilter.Parse(new RecipientFilter(level, obstacle, LetterState.Bounced).ToQueryString()));
        }
        foreach (var status in new[] { "5.1.1", "550", RecipientFilter.NoStatus })
            Assert.Equal(new RecipientFilter(Status: status), RecipientFilter.Parse(new RecipientFilter(Status: status).ToQueryString()));
        Assert.Equal(new RecipientFilter(), RecipientFilter.Parse("?level=7&obstacle=moon&state=x&status=5.1.1%20or%201"));
    }
}
