using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Demo;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Browser;

/// <summary>Organisations and people that a test makes for itself, so that no test looks at another's.</summary>
internal static class Browsed
{
    private static int made;

    /// <summary>The first region of the demo: what tests add to it is theirs.</summary>
    public static int RegionId(this TestRegistry registry) => registry.Board.Children(registry.Board.RootId).Where(c => c.Level == OrganizationLevel.Regional).Min(c => c.Id);

    /// <summary>A school's organisation with everything filled but the named places.</summary>
    public static async Task<int> SchoolAsync(this TestRegistry registry, string name, params string[] lacking)
    {
        var id = await registry.FoundAsync(OrganizationLevel.Primary, registry.RegionId(), $"{name} № {Interlocked.Increment(ref made)}");
        await registry.ChangeAsync(id, school =>
        {
            var chairperson = Row(ChairpersonTab.Chairpersons, (ChairpersonTab.Name, "Петрова Мария Ивановна"), (ChairpersonTab.Phone, "79120000000"));
            Unless(lacking, ChairpersonTab.Email, field => chairperson.Fill(field, "petrova@school.example"));
            Unless(lacking, ChairpersonTab.ConsentEmail, field => chairperson.Fill(field, true));
            Attach(school, lacking, ChairpersonTab.Chairpersons, chairperson);
            Attach(school, lacking, ActivistsTab.Activists, Row(ActivistsTab.Activists, (ActivistsTab.Name, "Ли Ян")));
            Attach(school, lacking, AddressesTab.Addresses, Row(AddressesTab.Addresses, (Catalogue.Passport.Field("address-locality")!, "Тверь")));
            Attach(school, lacking, AddressesTab.Phones, Row(AddressesTab.Phones, (Catalogue.Passport.Field("phone-number")!, "74822000000")));
            Attach(school, lacking, EventsTab.Events, Row(EventsTab.Events, (Catalogue.Passport.Field("event-title")!, "Отчётное собрание")));
            foreach (var (field, value) in Filled)
                Unless(lacking, field, f => school.Fill(f, value));
        });
        await registry.CatchUpAsync();
        return id;
    }

    public static Task AppointAsync(this TestRegistry registry, int id, string name, string email) => registry.ChangeAsync(id, organization =>
        ChairpersonTab.Chairpersons.Attach(organization, Row(ChairpersonTab.Chairpersons, (ChairpersonTab.Name, name), (ChairpersonTab.Email, email)), new DateOnly(2026, 1, 1)));

    /// <summary>Someone who signs in with the demo's password.</summary>
    /// <returns>The e-mail to sign in with.</returns>
    public static async Task<string> HireAsync(this TestRegistry registry, string name, RegistryRole role, int organizationId)
    {
        var email = $"person{Interlocked.Increment(ref made)}@browser.example";
        await registry.HireAsync(email, name, DemoSignIns.Password, role, organizationId);
        return email;
    }

    /// <summary>Someone without a password yet.</summary>
    /// <returns>The path to set it at, as the letter of invitation has it.</returns>
    public static async Task<string> InviteAsync(this TestRegistry registry, string name)
    {
        var email = $"person{Interlocked.Increment(ref made)}@browser.example";
        await using var scope = registry.App.Services.CreateAsyncScope();
        var user = new RegistryUser { UserName = email, Email = email, DisplayName = name };
        var done = await scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>().CreateAsync(user);
        Assert.True(done.Succeeded, string.Join(" ", done.Errors.Select(e => e.Description)));
        return PasswordLetters.Path("sign-in/invitation", user, await scope.ServiceProvider.GetRequiredService<PasswordLetters>().InvitationKeyAsync(user));
    }

    /// <summary>A member on record there, with nothing but a name; and a text of the consent to agree to.</summary>
    public static async Task<int> PutOnRecordAsync(this TestRegistry registry, int school, string surname = "Петрова")
    {
        await using var context = await registry.OpenAsync();
        if (!await context.ConsentTexts.AnyAsync())
            context.Add(new ConsentText("1", new DateOnly(2024, 1, 1), "Я согласен на обработку моих персональных данных Профсоюзом."));
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), surname, "Анна", "Ивановна", new DateOnly(2020, 9, 1), CardSource.Chairperson);
        context.Add(member);
        await context.SaveChangesAsync();
        await registry.CatchUpAsync();
        return member.Id;
    }

    public static async Task<Member> MemberAsync(this TestRegistry registry, int id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == id);
    }

    public static async Task<Organization> ReadAsync(this TestRegistry registry, int id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.AsNoTracking().WithPassport().SingleAsync(o => o.Id == id);
    }

    private static readonly (Field Field, object Value)[] Filled =
    [
        (InpoTab.DuesRate, 1m), (InpoTab.IsSmall, false), (InpoTab.HasProfkom, true),
        (InstitutionTab.Name, "Средняя школа"), (InstitutionTab.Inn, "7707083893"), (InstitutionTab.HeadName, "Громова Ольга Петровна"), (InstitutionTab.HeadPosition, "Директор"),
        (AddressesTab.Email, "school@school.example"),
    ];

    private static PassportRow Row(RowSet set, params (Field Field, object Value)[] values)
    {
        var row = set.Blank();
        foreach (var (field, value) in values)
            row.Fill(field, value);
        return row;
    }

    private static void Unless(string[] lacking, Field field, Action<Field> fill)
    {
        if (!lacking.Contains(field.Key))
            fill(field);
    }

    private static void Attach(Organization school, string[] lacking, RowSet set, PassportRow row)
    {
        if (!lacking.Contains(set.Key))
            set.Attach(school, row, new DateOnly(2026, 1, 1));
    }
}
