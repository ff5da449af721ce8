using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Register;

/// <summary>Members for tests of the register, and the register as it works for one person.</summary>
internal static class RegisterGround
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    public static MemberRegister RegisterAs(this TestRegistry registry, Actor actor)
    {
        var app = registry.App.Services;
        return new MemberRegister(new RegistryDatabase(app.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(actor)),
            app.GetRequiredService<MemberIndex>(), registry.BoardOf(actor), app.GetRequiredService<OrganizationOrder>(), app.GetRequiredService<TimeProvider>());
    }

    public static async Task<int> SchoolOfMembersAsync(this TestRegistry registry, string name = "ППО школы № 1")
    {
        await using var context = await registry.OpenAsync();
        var region = await context.Organizations.Where(o => o.Level == OrganizationLevel.Regional).Select(o => (int?)o.Id).FirstOrDefaultAsync()
            ?? await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        return await registry.FoundAsync(OrganizationLevel.Primary, region, name);
    }

    public static async Task<int> PutAsync(this TestRegistry registry, int school, string surname, string name, string? patronymic, Action<Member>? fill = null, long? ticket = null)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), surname, name, patronymic, Day, CardSource.Chairperson);
        fill?.Invoke(member);
        context.Add(member);
        await context.SaveChangesAsync();
        if (ticket is { } number)
            await context.Database.ExecuteSqlAsync($"INSERT INTO Tickets (Number, MemberId, IsPlastic, IsVirtual, State, OrderedOn) VALUES ({number}, {member.Id}, 1, 0, {(byte)TicketState.Issued}, '2026-09-01')");
        return member.Id;
    }
}
