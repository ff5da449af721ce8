using Eseur.Admin.Features.Organizations;
using Eseur.Domain.References;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Organizations;

public sealed class OrganizationFilterTests
{
    [Fact]
    public void QueryString_OfAnyFilter_ReadsBackToTheSame()
    {
        var filters = FilterGen.Filters([null, "школа", "a&b=c#d?", "100 %", " ё + Ё ", "№ 12 «Ёлочка»", "%D0"], [1, 23, int.MaxValue, -4]);
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(filters), f => Assert.Equal(FilterGen.Text(f), FilterGen.Text(OrganizationFilter.Parse(f.ToQueryString())))));
    }

    [Fact]
    public void Parse_AnyString_NeverThrowsAndIsStable()
    {
        var parts = Gen.Elements("?", "&", "=", ",", "q", "under", "level", "status", "lacks", "region", "dues", "primary", "any", "%", "%zz", "+", "\u0000", "99999999999", "-1", "ё", "\ud83d", ";", "#", " ");
        var made = parts.ArrayOf().Select(string.Concat);
        var any = ArbMap.Default.ArbFor<string?>().Generator;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(Gen.OneOf(made.Select(s => (string?)s), any)), text =>
        {
            var once = OrganizationFilter.Parse(text).ToQueryString();
            Assert.Equal(once, OrganizationFilter.Parse(once).ToQueryString());
        }));
    }

    [Fact]
    public void Parse_Nonsense_IsLeftOut()
    {
        var filter = OrganizationFilter.Parse("?level=primary,none,kings&lacks=dues,dues,gold&status=lost&under=x");
        Assert.Equal("∅||Primary||||dues|Active", FilterGen.Text(filter));
    }

    [Fact]
    public void Chips_EachTakenAway_LeaveNoCondition()
    {
        var filters = FilterGen.Filters([null, "школа"], [1]);
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(filters), f =>
        {
            var left = f;
            while (OrganizationChips.Of(left, ReferenceBook.Default).FirstOrDefault() is { } chip)
                left = chip.Without;
            Assert.Equal(new OrganizationFilter { Under = f.Under }.ToQueryString(), left.ToQueryString());
        }));
    }
}
