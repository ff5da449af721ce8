using Bunit;
using Eseur.Admin.Features.Dictionary;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Tests.Features.Dictionary;

public sealed class DictionaryPageTests : BunitRegistry
{
    [Fact]
    public void Page_AllFieldsOfCatalogue_AreThereOnceAndEveryGapIsCounted()
    {
        var page = Render<DictionaryPage>();

        var keys = Catalogue.Passport.Tabs.Concat(Catalogue.Card.Tabs).SelectMany(t => t.Fields.Concat(t.RowSets.SelectMany(r => r.Fields))).Select(f => f.Key);
        Assert.Equal(keys, page.FindAll("code").Select(c => c.TextContent));
        Assert.Equal(Catalogue.Passport.Gaps.Count + Catalogue.Card.Gaps.Count, page.FindAll(".chip-amber").Count);
    }

    [Fact]
    public void Search_AnyCase_LeavesMatchingFields()
    {
        var page = Render<DictionaryPage>();
        Type(page.Find("input"), "ВЗНОС");
        Assert.Equal(["dues", "dues-form"], page.FindAll("code").Select(c => c.TextContent));
        Type(page.Find("input"), "квартальный отчёт");
        Assert.Contains("Поля «квартальный отчёт» нет", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }
}
