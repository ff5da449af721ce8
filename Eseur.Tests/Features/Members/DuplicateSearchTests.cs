using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Domain.Members;

namespace Eseur.Tests.Features.Members;

public sealed class DuplicateSearchTests
{
    private static readonly DateOnly Birth = new(1985, 3, 14);

    [Fact]
    public async Task Find_EveryKindOfLikeness_IsFoundAndNobodyElse()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var person = new PersonTraits("Петрова", "Анна", "Ивановна", Birth, "+79120000001", "anna@school.example");
        var swapped = await desk.KnownAsync(desk.FarAway, "Анна", "Ивановна", "Петрова", Born);
        var married = await desk.KnownAsync(desk.Neighbour, "Соколова", "Анна", "Ивановна", Born);
        var slipped = await desk.KnownAsync(desk.FarAway, "Пертова", "Анна", "Ивановна", Born);
        var called = await desk.KnownAsync(desk.FarAway, "Петрова", "А.", "И.", m => m.Fill(ContactsTab.Phone, person.Phone));
        var written = await desk.KnownAsync(desk.FarAway, "Соколова", "Анна", null, m => m.Fill(ContactsTab.Email, person.Email));
        var namesake = await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна");
        await desk.KnownAsync(desk.School, "Петрова", "Анна", "Ивановна", m => m.Fill(PersonTab.BirthDate, Birth.AddDays(1)));
        await desk.KnownAsync(desk.School, "Орлов", "Пётр", "Ильич", Born);

        var found = await desk.Search().FindAsync(person, desk.School);

        Assert.Equal([swapped, married, slipped, called, written, namesake], found.Select(f => f.MemberId).Order());
        Assert.Equal(namesake, found[^1].MemberId);
        Assert.Equal([namesake], found.Where(f => !f.IsStrong).Select(f => f.MemberId));
    }

    [Fact]
    public async Task Find_CardOfEachPlace_SaysWhereAndWhatCanBeDone()
    {
        await using var desk = await RecordDesk.OpenAsync();
        await desk.KnownAsync(desk.School, "Петрова", "Анна", "Ивановна", Born);
        await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна", Born);
        await desk.KnownAsync(desk.Neighbour, "Петрова", "Анна", "Ивановна", m =>
        {
            Born(m);
            m.TakeOff("own-wish", RecordDesk.Day.AddDays(1));
        });

        var found = await desk.Search().FindAsync(new PersonTraits("Петрова", "Анна", "Ивановна", Birth), desk.School);

        Assert.Equal(
            [
                ("ППО школы № 1", "Тверская областная организация", DuplicateAct.None, (DateOnly?)null),
                ("ППО школы № 2", "Тверская областная организация", DuplicateAct.Rejoin, RecordDesk.Day.AddDays(1)),
                ("ППО гимназии № 3", "Томская областная организация", DuplicateAct.Transfer, null),
            ],
            found.Select(f => (f.Organization!, f.Region!, f.Act, f.OffRecordOn)));
        Assert.All(found, f => Assert.Equal(("Петрова Анна Ивановна", "1985 г. р."), (f.Name, f.Birth)));
    }

    [Fact]
    public async Task Find_BirthDateNotTypedYet_FindsNamesakesOfWhateverAge()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var known = await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна", Born);

        var found = Assert.Single(await desk.Search().FindAsync(new PersonTraits("петрова", "анна", "ивановна"), desk.School));

        Assert.Equal((known, false), (found.MemberId, found.IsStrong));
    }

    [Fact]
    public async Task Find_MoreStrongOnesThanAreShown_ShowsThemAll()
    {
        await using var desk = await RecordDesk.OpenAsync();
        for (var i = 0; i < DuplicateSearch.MostShown + 2; i++)
            await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна", Born);
        await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна");

        var found = await desk.Search().FindAsync(new PersonTraits("Петрова", "Анна", "Ивановна", Birth), desk.School);

        Assert.Equal(DuplicateSearch.MostShown + 2, found.Count);
        Assert.All(found, f => Assert.True(f.IsStrong));
    }

    private static void Born(Member member) => member.Fill(PersonTab.BirthDate, Birth);
}
