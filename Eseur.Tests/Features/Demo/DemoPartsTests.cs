using Eseur.Admin.Features.Demo;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Tests.Features.Demo;

public sealed class DemoPartsTests
{
    [Fact]
    public void Regions_All_AreSubjectsOfTheFederationWithDifferentNames()
    {
        var regions = RussianRegions.All;

        Assert.Equal(80, regions.Count(r => r.Level.Group() == LevelGroup.Regional));
        Assert.Equal(3, regions.Count(r => r.Level == OrganizationLevel.Okrug));
        Assert.Equal(
            ReferenceBook.Default.Items(ReferenceLists.Region).Select(i => i.Code).Order(StringComparer.Ordinal),
            regions.SelectMany(r => r.Places).Select(p => p.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(regions, r => Assert.Equal(r.Places.Count, r.Places.DistinctBy(p => p.Organization).Count()));
    }

    [Theory]
    [InlineData("16", "Татарская республиканская организация", "Республики Татарстан")]
    [InlineData("22", "Алтайская краевая организация", "Алтайского края")]
    [InlineData("21", "Чувашская республиканская организация", "Чувашской Республики")]
    [InlineData("15", "Северо-Осетинская республиканская организация", "Республики Северная Осетия — Алания")]
    [InlineData("12", "Марийская республиканская организация", "Республики Марий Эл")]
    [InlineData("42", "Кузбасская областная организация", "Кемеровской области — Кузбасса")]
    [InlineData("79", "Организация Еврейской автономной области", "Еврейской автономной области")]
    [InlineData("86", "Ханты-Мансийская окружная организация", "Ханты-Мансийского автономного округа — Югры")]
    public void Regions_Known_AreNamedAsPeopleName(string code, string organization, string subjectGenitive)
    {
        var region = RussianRegions.All.Single(r => r.Code == code);

        Assert.Equal((organization, subjectGenitive), (region.Organization, region.SubjectGenitive));
    }

    [Theory]
    [InlineData("Альметьевск", "Альметьевска")]
    [InlineData("Элиста", "Элисты")]
    [InlineData("Калуга", "Калуги")]
    [InlineData("Волжский", "Волжского")]
    [InlineData("Иваново", "Иваново")]
    public void GenitiveTown_FollowsTheRule(string town, string genitive) => Assert.Equal(genitive, RussianForms.GenitiveTown(town));

    [Theory]
    [InlineData("Иванов", "Иванова")]
    [InlineData("Белинский", "Белинская")]
    [InlineData("Ткаченко", "Ткаченко")]
    public void FeminineSurname_FollowsTheRule(string man, string woman) => Assert.Equal(woman, RussianNames.FeminineSurname(man));

    [Fact]
    public void RegistrationCodes_ManySerials_AreValidAndDifferent()
    {
        var inns = Enumerable.Range(0, 80_000).Select(n => RegistrationCodes.Inn("16", n)).ToArray();

        Assert.All(inns, inn => Assert.True(TaxCodes.IsInn(inn), inn));
        Assert.Equal(inns.Length, inns.Distinct(StringComparer.Ordinal).Count());
        Assert.All(inns.Take(1000), inn => Assert.True(TaxCodes.IsOgrn(RegistrationCodes.Ogrn(inn, 2003)), inn));
        Assert.All(inns.Take(1000), inn => Assert.True(InstitutionTab.Kpp.Parse(RegistrationCodes.Kpp(inn), ReferenceBook.Default).IsValid));
    }

    [Fact]
    public void People_OfEveryRegion_PassTheFormsOwnRules()
    {
        var names = new RussianNames();
        var random = DemoRandom.For(1, "people");
        var people = RussianRegions.All.SelectMany(r => Enumerable.Range(0, 60).Select(_ => names.Person(r.Code, random))).ToArray();

        Assert.All(people, p => Assert.Equal(p.FullName, ChairpersonTab.Name.Parse(p.FullName, ReferenceBook.Default).Value));
        Assert.All(people, p => Assert.True(ChairpersonTab.Email.Parse(RussianNames.Email(p, random), ReferenceBook.Default) is { IsValid: true, Value: not null }));
        Assert.All(people, _ => Assert.True(ChairpersonTab.Phone.Parse(RussianNames.Mobile(random), ReferenceBook.Default) is { IsValid: true, Value: not null }));
        Assert.InRange(people.Count(p => p.IsWoman) / (double)people.Length, 0.77, 0.83);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(1000)]
    public void Choose_AnyCount_TakesExactlySoManyDifferentOnes(int count)
    {
        var weights = Enumerable.Range(1, 1000).Select(n => (double)n).ToArray();

        var chosen = GapPlan.Choose(weights, count, DemoRandom.For(3, "test")).ToArray();

        Assert.Equal(count, chosen.Distinct().Count());
        Assert.True(count is 0 or 1 or 1000 || chosen.Average() > 520, "The heavier are not preferred.");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3)]
    [InlineData(74469)]
    public void Apportion_AnyTotal_SumsToItAndGivesEachTheLeast(int total)
    {
        var parts = Apportion.By([5, 1, 1], total, 1);

        Assert.Equal(total, parts.Sum());
        Assert.All(parts, p => Assert.True(p >= 1));
        Assert.Equal(parts.Max(), parts[0]);
    }

    [Fact]
    public void NationalFigures_Percentages_AreThoseOfTheSlides()
    {
        var figures = NationalFigures.Published;

        Assert.All(figures.PassportGaps.Where(g => g.PrintedPercent is not null),
            g => Assert.Equal(g.PrintedPercent, new Share(g.Missing, figures.Organizations.Primary).Percent()));
        Assert.Equal(8, figures.PassportGaps.Select(g => g.Gap).Distinct().Count());
        Assert.All(figures.PassportGaps, g => Assert.Equal(g.AppliesTo, g.Gap.Audience.Code));
    }
}
