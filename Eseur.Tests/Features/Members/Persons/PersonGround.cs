using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Members.Persons;

/// <summary>A school and a member of it with something planted in every field that tells who a person is.</summary>
internal sealed class PersonGround(TestRegistry registry) : IAsyncDisposable
{
    public const string Writer = "Тайнописец Пётр";
    public const long Ticket = 7777_1234_4321_9876;

    public TestRegistry Registry => registry;

    public int Region { get; private set; }

    public int School { get; private set; }

    public int Member { get; private set; }

    /// <summary>Of the card alone.</summary>
    public Dictionary<Field, object> OnCard { get; } = [];

    public Dictionary<Field, object> InPassport { get; } = [];

    public IEnumerable<string> Traces => OnCard.Concat(InPassport).Where(p => p.Key.IsPersonal).SelectMany(p => Plant.Traces(p.Key, p.Value)).Append(Writer).Append(TicketNumber.Format(Ticket));

    public static async Task<PersonGround> OpenAsync(params string[] settings)
    {
        var ground = new PersonGround(await TestRegistry.StartAsync(settings));
        var registry = ground.Registry;
        ground.Region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        ground.School = await registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО СОШ № 1");
        await ground.PlantCardAsync();
        await ground.PlantPassportAsync();
        await registry.CatchUpAsync();
        return ground;
    }

    public static Actor As(RegistryRole role, string path) => new("Кто-то", 5, Scope.Of([new Reach(role, path, null)]));

    public async Task<string> PathAsync(int organization)
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.Where(o => o.Id == organization).Select(o => o.Path).SingleAsync();
    }

    /// <summary>Acts on the card as somebody with a name.</summary>
    public async Task ChangeAsync(Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        context.Actor = Actor;
        change(await context.Members.WithCard().SingleAsync(m => m.Id == Member));
        await context.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private static Actor Actor => new(Writer, 77, Scope.Everything, "127.0.0.9");

    private async Task PlantCardAsync()
    {
        await using var context = await registry.OpenAsync();
        context.Actor = Actor;
        var n = 100;
        foreach (var field in Catalogue.Card.Fields.Where(f => !f.IsByAct && f.Key != PersonTab.NoPatronymic.Key))
            OnCard[field] = field == PersonTab.Employment ? Employment.Student : field == PersonTab.Sex ? Sex.Woman : Plant.Value(field, field.Kind is CountKind ? 3 : n++);
        var school = await context.Organizations.SingleAsync(o => o.Id == School);
        var member = Eseur.Domain.Members.Member.PutOnRecord(school, (string)OnCard[PersonTab.Surname], (string)OnCard[PersonTab.Name], null, new DateOnly(2020, 9, 1), CardSource.Chairperson);
        foreach (var (field, value) in OnCard)
            member.Fill(field, value);
        var text = new ConsentText("tayna-1", new DateOnly(2019, 1, 1), "Я соглашаюсь с этим текстом.");
        context.AddRange(text, member);
        OnCard[PersonTab.Consent] = new DateOnly(2024, 3, 17);
        member.GiveConsent(text, "paper", new DateOnly(2021, 2, 3));
        member.GiveConsent(text, ReferenceBook.Default.Items(ReferenceLists.ConsentChannel)[0].Code, (DateOnly)OnCard[PersonTab.Consent]);
        member.OrderTicket(Ticket, plastic: true, isVirtual: true, new DateOnly(2024, 3, 18));
        member.IssueTicket(new DateOnly(2024, 3, 19));
        await context.SaveChangesAsync();
        Member = member.Id;
        context.Add(new MemberPhoto(Member, [1, 2, 3], "image/png"));
        context.Act = "Изменена карточка";
        await context.SaveChangesAsync();
    }

    private async Task PlantPassportAsync()
    {
        await using var context = await registry.OpenAsync();
        context.Actor = Actor;
        var school = await context.Organizations.WithPassport().SingleAsync(o => o.Id == School);
        var n = 200;
        foreach (var field in Catalogue.Passport.Fields.Where(f => f.IsPersonal))
            school.Fill(field, InPassport[field] = Plant.Value(field, n++));
        foreach (var set in Catalogue.Passport.RowSets.Where(s => s.IsOfPeople))
        {
            var row = set.Blank();
            foreach (var field in set.Fields.Where(f => f.IsPersonal))
                row.Fill(field, InPassport[field] = field == ChairpersonTab.Member ? Member : Plant.Value(field, n++));
            set.Attach(school, row, new DateOnly(2026, 9, 1));
        }
        school.Confirm(Writer, new DateTime(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc));
        await context.SaveChangesAsync();
    }
}
