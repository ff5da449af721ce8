using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using static Eseur.Tests.Features.Dashboard.Figures;

namespace Eseur.Tests.Features.Dashboard;

public sealed class HeadlineTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void OfSubtree_NothingChosen_TellsWidestGapCutNotRounded() =>
        Assert.Equal("Взнос не указан у 38,5\u202f% первичных", Headline.OfSubtree(Node(1, "Союз", (Dues, 27818, 72127), (Head, 3943, 74469)), new DashboardQuery(), null));

    [Fact]
    public void OfSubtree_Members_TellWhatMostPeopleLack()
    {
        var counts = new int[Measures.All.Count];
        (counts[Measures.Total.Index], counts[Measures.Of(Employment.Student, Sex.Man).Index]) = (2_592_079, 498_150);
        counts[Measures.Of(Catalogue.Card.Gap("course")!).Index] = 345_924;
        counts[Measures.Of(Catalogue.Card.Gap("position")!).Index] = 591_047;
        var node = Node(1, "Союз") with { Figures = new NodeFigures([], [], [0, 0, 0, 0, 1], new MemberFigures(counts, default)) };
        Assert.Equal("Должность не указана у 22,80\u202f% членов Профсоюза", Headline.OfSubtree(node, new DashboardQuery { Face = DashboardFace.Members }, null));
        Assert.Equal("Курс обучения не указан у 69,44\u202f% студентов", Headline.OfSubtree(node, new DashboardQuery { Face = DashboardFace.Members, Gap = Catalogue.Card.Gap("course") }, null));
        Assert.Equal("На учёте никого нет", Headline.OfSubtree(Node(1, "Союз"), new DashboardQuery { Face = DashboardFace.Members, Gap = Catalogue.Card.Gap("course") }, null));
    }

    [Fact]
    public void OfSubtree_Chosen_TellsIt() =>
        Assert.Equal("Руководитель не указан у 42,1\u202f% организаций", Headline.OfSubtree(Node(1, "Союз", (Dues, 72127, 72127), (Head, 31411, 74469)), new DashboardQuery { Gap = Head }, null));

    [Theory]
    [InlineData(-30, 2832, "; за месяц −0,7")]
    [InlineData(-12, 2700, "; за 12 дней +0,6")]
    [InlineData(-30, 2761, "; за месяц без изменений")]
    public void OfSubtree_WithHistory_ComparesPrintedPercentages(int day, int missing, string change) =>
        Assert.Equal("Взнос не указан у 27,6\u202f% первичных" + change,
            Headline.OfSubtree(Node(1, "Союз", (Dues, 2769, 10000)), new DashboardQuery(), new Trend(Today, [Day(day, missing)])));

    [Fact]
    public void OfSubtree_ShareBelowItsPrint_TellsParts() =>
        Assert.Equal("Взнос не указан у 3 из 72\u202f127 первичных", Headline.OfSubtree(Node(1, "Союз", (Dues, 3, 72127)), new DashboardQuery(), null));

    [Fact]
    public void OfSubtree_NothingMissing_SaysSo()
    {
        Assert.Equal("Всё заполнено", Headline.OfSubtree(Node(1, "Союз", (Dues, 0, 5)), new DashboardQuery(), null));
        Assert.Equal("Действующих организаций нет", Headline.OfSubtree(Node(1, "Союз"), new DashboardQuery(), null));
    }

    [Fact]
    public void OfOne_Missing_BeginsWithTheMostUseful()
    {
        var chairperson = Catalogue.Passport.Gap("chairperson")!;
        var own = new GapBits(Dues.Mask | Head.Mask | chairperson.Mask, Dues.Mask | chairperson.Mask);
        Assert.Equal("Председателя нет; всего не заполнено 2 из 3", Headline.OfOne(own, null));
        Assert.Equal("Взнос не указан; всего не заполнено 2 из 3", Headline.OfOne(own, Dues));
        Assert.Equal("Руководитель: заполнено", Headline.OfOne(own, Head));
        Assert.Equal("Всё заполнено", Headline.OfOne(own with { Missing = 0 }, null));
    }

    private static TrendDay Day(int fromToday, int missing)
    {
        var figures = Of((Dues, missing, 10000));
        return new TrendDay(Today.AddDays(fromToday), figures.MissingByBit(), figures.ApplicableByBit(), []);
    }
}
