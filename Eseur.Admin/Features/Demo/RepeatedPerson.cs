namespace Eseur.Admin.Features.Demo;

/// <summary>How the same person looks when put on record once more by somebody who did not look.</summary>
internal static class RepeatedPerson
{
    /// <param name="person">As the first card has them.</param>
    /// <param name="own">Somebody of the repeating card's own phone and address, which are the person's other ones.</param>
    public static CardPerson Of(CardPerson person, CardPerson own, Duplicate duplicate, RussianNames names, string subject, DemoRandom random)
    {
        var name = person.Name;
        return duplicate.Kind switch
        {
            DuplicateKind.Words => own with { Name = Reordered(name, random), BirthDate = person.BirthDate },
            DuplicateKind.Yo => own with { Name = name with { Surname = WithoutYo(name.Surname), Name = WithoutYo(name.Name), Patronymic = name.Patronymic is { } p ? WithoutYo(p) : null }, BirthDate = person.BirthDate },
            DuplicateKind.Surname => own with { Name = Renamed(name, names, subject, random), BirthDate = person.BirthDate },
            DuplicateKind.Slip => own with { Name = name with { Surname = Slipped(name.Surname, random) }, BirthDate = person.BirthDate },
            DuplicateKind.Phone => own with { Name = Shortened(duplicate, name, names, subject, random), BirthDate = person.BirthDate, Phone = person.Phone },
            _ => own with { Name = Shortened(duplicate, name, names, subject, random), BirthDate = person.BirthDate, Email = person.Email },
        };
    }

    private static NameParts Reordered(NameParts name, DemoRandom random) => name.Patronymic is { } patronymic && random.Chance(0.5)
        ? name with { Surname = name.Name, Name = patronymic, Patronymic = name.Surname }
        : name with { Surname = name.Name, Name = name.Surname };

    private static string WithoutYo(string word) => word.Replace('ё', 'е').Replace('Ё', 'Е');

    private static NameParts Renamed(NameParts name, RussianNames names, string subject, DemoRandom random) => name with { Surname = names.AnotherSurname(subject, name.Surname, random) };

    private static NameParts Shortened(Duplicate duplicate, NameParts name, RussianNames names, string subject, DemoRandom random) => random.Unit() switch
    {
        < 0.3 when duplicate.OfSpec.IsWoman => Renamed(name, names, subject, random),
        < 0.75 => name with { Name = name.Name[..1] + ".", Patronymic = name.Patronymic is { } p ? p[..1] + "." : null },
        _ when name.Patronymic is not null => name with { Patronymic = null },
        _ => name with { Name = name.Name[..1] + "." },
    };

    /// <summary>A letter left out, doubled, or changed places with the next; never the first.</summary>
    private static string Slipped(string surname, DemoRandom random)
    {
        for (;;)
        {
            var i = random.Between(1, surname.Length - 2);
            var slipped = random.Below(3) switch
            {
                0 => surname.Remove(i, 1),
                1 => surname.Insert(i, surname[i..(i + 1)]),
                _ => $"{surname[..i]}{surname[i + 1]}{surname[i]}{surname[(i + 2)..]}",
            };
            if (slipped != surname)
                return slipped;
        }
    }
}
