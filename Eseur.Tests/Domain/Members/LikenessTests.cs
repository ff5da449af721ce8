using Eseur.Domain.Members;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Members;

public sealed class LikenessTests
{
    private static readonly DateOnly Birth = new(1985, 3, 14);
    private static readonly PersonTraits Anna = new("Петрова", "Анна", "Ивановна", Birth, "+79120000001", "anna@school.example");

    [Theory]
    [InlineData("Петрова", "Анна", "Ивановна", LikenessReason.SameName)]
    [InlineData("Анна", "Ивановна", "Петрова", LikenessReason.SameWords)]
    [InlineData("петрова", "АННА", "ивановна", LikenessReason.SameName)]
    [InlineData("Петрова", "Анна", null, LikenessReason.NoPatronymic)]
    [InlineData("Анна", "Петрова", null, LikenessReason.NoPatronymic)]
    [InlineData("Петрова", "А.", "И.", LikenessReason.Abbreviated)]
    [InlineData("Петрова", "А. И.", null, LikenessReason.Abbreviated)]
    [InlineData("Петрва", "Анна", "Ивановна", LikenessReason.Slip)]
    [InlineData("Перова", "Анна", "Ивановна", LikenessReason.Slip)]
    [InlineData("Пертова", "Анна", "Ивановна", LikenessReason.Slip)]
    [InlineData("Петрова", "Анна", "Ивоновна", LikenessReason.Slip)]
    [InlineData("Петрова-Водкина", "Анна", "Ивановна", LikenessReason.PartOfSurname)]
    public void SameBirthDate_NameWrittenAnotherWay_IsStrongAndSaysWhy(string surname, string name, string? patronymic, LikenessReason why)
    {
        var found = Likeness.Of(new PersonTraits(surname, name, patronymic, Birth), Anna);

        Assert.Equal((true, why, LikenessReason.SameBirthDate), (found!.IsStrong, found.Reasons[0], found.Reasons[1]));
    }

    [Fact]
    public void ChangedSurname_SameBirthDate_IsStrongNearByAndOnlyShownFarAway()
    {
        var married = Anna with { Surname = "Соколова", Phone = null, Email = null };

        var (far, near) = (Likeness.Of(Anna, married), Likeness.Of(Anna, married, Nearness.SameRegion));

        Assert.Equal((false, true), (far!.IsStrong, near!.IsStrong));
        Assert.True(near.Score > far.Score);
        Assert.Equal([LikenessReason.OtherSurname, LikenessReason.SameBirthDate], near.Reasons);
    }

    [Fact]
    public void Namesakes_BothBirthDatesKnownAndDifferent_AreNotAlike()
    {
        var namesake = Anna with { BirthDate = Birth.AddDays(1), Phone = "+79120000002", Email = null };

        Assert.Null(Likeness.Of(Anna, namesake, Nearness.SameOrganization));
        Assert.True(Likeness.Of(Anna, namesake with { Phone = Anna.Phone })!.IsStrong);
    }

    [Fact]
    public void Namesake_BirthDateUnknown_IsStrongOnlyInTheSameOrganisation()
    {
        var unknown = new PersonTraits("Петрова", "Анна", "Ивановна");

        Assert.Equal([false, false, true], Enum.GetValues<Nearness>().Select(n => Likeness.Of(Anna, unknown, n)!.IsStrong));
        Assert.Equal([LikenessReason.SameName, LikenessReason.BirthDateUnknown], Likeness.Of(Anna, unknown)!.Reasons);
    }

    [Theory]
    [InlineData("Соколова", "Анна", "Ивановна", true)]
    [InlineData("Соколова", "Анна", null, true)]
    [InlineData("Петрова", "А.", null, true)]
    [InlineData("Петров", "Илья", "Ильич", false)]
    public void SamePhone_BirthDateUnknown_IsStrongWhenTheNameMayBeOnePersons(string surname, string name, string? patronymic, bool strong)
    {
        var found = Likeness.Of(Anna, new PersonTraits(surname, name, patronymic, null, Anna.Phone));

        Assert.Equal(strong, found!.IsStrong);
        Assert.Contains(LikenessReason.SamePhone, found.Reasons);
    }

    [Theory]
    [InlineData("Ким", "Ян", null, "Цой", "Ян", null)]
    [InlineData("Петров", "Иван", "Иванович", "Сидоров", "Пётр", "Иванович")]
    [InlineData("Иванов", "Александр", "Петрович", "Иванова", "Александра", "Петровна")]
    [InlineData("Иванов", "Иван", null, "Иванов", "Пётр", null)]
    public void SameBirthDate_DifferentPeople_AreNotAlike(string surnameA, string nameA, string? patronymicA, string surnameB, string nameB, string? patronymicB) =>
        Assert.Null(Likeness.Of(new(surnameA, nameA, patronymicA, Birth), new(surnameB, nameB, patronymicB, Birth), Nearness.SameOrganization));

    [Fact]
    public void Likeness_OfAnyTwo_IsSymmetric() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Pairs(), pair =>
    {
        foreach (var near in Enum.GetValues<Nearness>())
        {
            var (one, other) = (Likeness.Of(pair.A, pair.B, near), Likeness.Of(pair.B, pair.A, near));
            Assert.Equal((one?.Score, one?.IsStrong), (other?.Score, other?.IsStrong));
            Assert.Equal(one?.Reasons, other?.Reasons);
        }
    }));

    [Fact]
    public void Likeness_WordsInAnyOrderWithSameBirthDate_IsStrong()
    {
        var orders = Gen.Shuffle(Enumerable.Range(0, 3).ToArray());
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Persons.Where(p => p.Patronymic is not null && p.BirthDate is not null)), Arb.From(orders), (person, order) =>
        {
            string[] words = [person.Surname, person.Name, person.Patronymic!];
            var mixed = person with { Surname = words[order[0]].Replace('ё', 'е'), Name = words[order[1]].ToUpperInvariant(), Patronymic = words[order[2]].Replace('-', ' ') };
            Assert.True(Likeness.Of(mixed, person)?.IsStrong);
            Assert.Equal(person.NameKey, mixed.NameKey);
        }));
    }

    [Fact]
    public void Likeness_OneSlipInTheSurnameWithSameBirthDate_IsStrong()
    {
        var slips = Gen.Choose(0, 3).SelectMany(kind => Gen.Choose(1, 5).Select(at => (Kind: kind, At: at)));
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Persons.Where(p => p.BirthDate is not null && p.Surname is { Length: > 5 } s && !s.Contains('-'))), Arb.From(slips), (person, slip) =>
            Assert.True(Likeness.Of(person with { Surname = Slipped(person.Surname, slip.Kind, Math.Min(slip.At, person.Surname.Length - 2)) }, person)?.IsStrong)));
    }

    [Fact]
    public void Likeness_KnownDifferentBirthDatesAndNoContactInCommon_IsNone() => Check.QuickThrowOnFailure(Prop.ForAll(Pairs(), pair =>
        Assert.Null(Likeness.Of(pair.A with { BirthDate = Birth, Phone = null, Email = null }, pair.B with { BirthDate = Birth.AddYears(1) }, Nearness.SameOrganization))));

    [Fact]
    public void Likeness_OneMoreThingInCommon_NeverWeakens() => Check.QuickThrowOnFailure(Prop.ForAll(Pairs(), pair =>
    {
        var (a, b) = (pair.A with { Phone = null }, pair.B with { Phone = null });
        var without = Likeness.Of(a, b);
        var with = Likeness.Of(a with { Phone = "+79990000000" }, b with { Phone = "+79990000000" })!;
        Assert.True(with.Score > (without?.Score ?? int.MinValue) && (with.IsStrong || without is not { IsStrong: true }));
    }));

    [Theory]
    [InlineData("ПЕТРОВА", "ПЕТРОВА", 0)]
    [InlineData("ПЕТРОВА", "ПЕТРВА", 1)]
    [InlineData("ПЕТРОВА", "ПЕРТОВА", 1)]
    [InlineData("ПЕТРОВА", "ПИТРАВА", 2)]
    [InlineData("ПЕТРОВА", "СОКОЛОВА", null)]
    [InlineData("", "АБ", 2)]
    public void Slip_CountsLetters(string a, string b, int? expected) => Assert.Equal(expected, TypingSlip.Between(a, b));

    [Theory]
    [InlineData("Ивановна", Sex.Woman)]
    [InlineData("Ильинична", Sex.Woman)]
    [InlineData("Ильич", Sex.Man)]
    [InlineData("Кузьмич", Sex.Man)]
    [InlineData("Мамед оглы", Sex.Man)]
    [InlineData("Мамед кызы", Sex.Woman)]
    [InlineData("Иванов", null)]
    [InlineData("вич", null)]
    [InlineData(null, null)]
    public void Patronymic_TellsTheSex(string? patronymic, Sex? sex) => Assert.Equal(sex, PatronymicSex.Guess(patronymic));

    private static Gen<PersonTraits> Persons =>
        from surname in Gen.Elements("Петрова", "Петров", "Соколова", "Соловьёва", "Ким", "Ли", "Иванова-Петрова", "Ёлкина")
        from name in Gen.Elements("Анна", "Алла", "Семён", "Пётр", "А", "Анна-Мария")
        from patronymic in Gen.Elements("Ивановна", "Иванович", "И", null)
        from birth in Gen.Elements<DateOnly?>(Birth, Birth.AddDays(1), null)
        from phone in Gen.Elements("+79120000001", "+79120000002", null)
        from email in Gen.Elements("a@school.example", "b@school.example", null)
        select new PersonTraits(surname, name, patronymic, birth, phone, email);

    private static Arbitrary<(PersonTraits A, PersonTraits B)> Pairs() => Arb.From(Persons.SelectMany(a => Persons.Select(b => (a, b))));

    private static string Slipped(string word, int kind, int at) => kind switch
    {
        0 => word.Remove(at, 1),
        1 => word.Insert(at, "ы"),
        2 => word[..at] + "ы" + word[(at + 1)..],
        _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
    };
}
