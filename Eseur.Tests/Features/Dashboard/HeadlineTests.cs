using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Dashboard;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using static Eseur.Tests.Features.Dashboard.Figures;

namespace Eseur.Tests.Features.Dashboard;

public sealed class HeadlineTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void OfSubtree_NothingChosen_TellsWidestGapCutNotRounded() =>
        Assert.Equal("Взнос не указан у 38,5\u202f% первичных", Headline.OfSubtree(Node(1, "Союз", (Dues, 27818, 72127), (Head, 3943, 74469)), null, null));

    [Fact]
    public void OfSubtree_Chosen_TellsIt() =>
        Assert.Equal("Руководитель не указан у 42,1\u202f% организаций", Headline.OfSubtree(Node(1, "Союз", (Dues, 72127, 72127), (Head, 31411, 74469)), Head, null));

    [Theory]
    [InlineData(-30, 2832, "; за месяц −0,7")]
    [InlineData(-12, 2700, "; за 12 дней +0,6")]
    [InlineData(-30, 2761, "; за месяц без изменений")]
    public void OfSubtree_WithHistory_ComparesPrintedPercentages(int day, int missing, string change) =>
        Assert.Equal("Взнос не указан у 27,6\u202f% первичных" + change,
            Headline.OfSubtree(Node(1, "Союз", (Dues, 2769, 10000)), null, new Trend(Today, [Day(day, missing)])));

    [Fact]
    public void OfSubtree_ShareBelowItsPrint_TellsParts() =>
        Assert.Equal("Взнос не указан у 3 из 72\u202f127 первичных", Headline.OfSubtree(Node(1, "Союз", (Dues, 3, 72127)), null, null));

    [Fact]
    public void OfSubtree_NothingMissing_SaysSo()
    {
        Assert.Equal("Всё заполнено", Headline.OfSubtree(Node(1, "Союз", (Dues, 0, 5)), null, null));
        Assert.Equal("Действующих организаций нет", Headline.OfSubtree(Node(1, "Союз"), null, null));
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
