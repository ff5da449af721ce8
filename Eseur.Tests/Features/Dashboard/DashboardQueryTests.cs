using Eseur.Admin.Features.Dashboard;
using static Eseur.Tests.Features.Dashboard.Figures;

namespace Eseur.Tests.Features.Dashboard;

public sealed class DashboardQueryTests
{
    [Fact]
    public void Parse_WhatMeansNothing_IsLeftOut() =>
        Assert.Equal(new DashboardQuery(), DashboardQuery.Parse(DashboardFace.Passports, "no-such", "'; drop", "up", "31", "yes"));

    [Fact]
    public void Link_Plain_HasNoQuery() => Assert.Equal("dashboard/7", new DashboardQuery().Link(7));

    [Fact]
    public void Link_Everything_ReadsBack()
    {
        var query = new DashboardQuery { Gap = Dues, Sort = "head", Reversed = true, Days = 90, All = true };
        Assert.Equal("dashboard/7?gap=dues&sort=head&order=reverse&days=90&all=1", query.Link(7));
        Assert.Equal("dashboard/7?gap=dues#below", new DashboardQuery { Gap = Dues }.Link(7, "below"));
        Assert.Equal(query, DashboardQuery.Parse(DashboardFace.Passports, "dues", "head", "reverse", "90", "1"));
    }

    [Fact]
    public void Members_GapsOfTheCard_HaveAnAddressOfTheirOwn()
    {
        var consent = Eseur.Domain.Fields.Catalogue.Card.Gap("consent")!;
        var query = new DashboardQuery { Face = DashboardFace.Members, Gap = consent, Sort = "sex", Days = 90 };
        Assert.Equal("dashboard/7/members?gap=consent&sort=sex&days=90", query.Link(7));
        Assert.Equal(query, DashboardQuery.Parse(DashboardFace.Members, "consent", "sex", null, "90", null));
        Assert.Null(DashboardQuery.Parse(DashboardFace.Members, "dues", null, null, null, null).Gap);
        Assert.Equal("dashboard/7?days=90", query.On(DashboardFace.Passports).Link(7));
        Assert.Equal("dashboard/7/members", new DashboardQuery { Gap = Dues }.On(DashboardFace.Members).Link(7));
    }

    [Fact]
    public void SortedBy_SecondTime_TurnsRound()
    {
        var once = new DashboardQuery().SortedBy("head");
        Assert.Equal(("head", false), (once.Column, once.Reversed));
        Assert.True(once.SortedBy("head").Reversed);
        Assert.False(once.SortedBy("head").SortedBy("head").Reversed);
        Assert.False(once.SortedBy("head").SortedBy("dues").Reversed);
    }

    [Fact]
    public void Elsewhere_KeepsTheQuestion() =>
        Assert.Equal(new DashboardQuery { Gap = Dues, Days = 90 }, new DashboardQuery { Gap = Dues, Sort = "head", Reversed = true, Days = 90, All = true }.Elsewhere);
}
