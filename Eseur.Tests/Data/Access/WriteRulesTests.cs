using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Data.Access;

public sealed class WriteRulesTests : IAsyncLifetime
{
    private AccessGround ground = null!;

    public async Task InitializeAsync() => ground = await AccessGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Model_EveryKindOfRow_HasARuleOfWriting()
    {
        await using var context = await ground.Registry.OpenAsync();
        Assert.Empty(context.Model.GetEntityTypes().Where(t => t.FindPrimaryKey() is not null && !WriteRules.Has(t)).Select(t => t.Name));
    }

    [Fact]
    public async Task Save_WithoutActor_IsRefused()
    {
        await using var context = await ground.Registry.OpenAsync();
        context.Actor = null;
        context.Add(new SavedView(1, "members", "Мои", ""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    public static TheoryData<RegistryRole, string, RegistryRole, string, string?, bool> Gifts => new()
    {
        // Who, where; what, where, until; whether it is let in. The giver's own access ends on 2027-06-30 where "until" is given.
        { RegistryRole.Administrator, "root", RegistryRole.Administrator, "south", null, true },
        { RegistryRole.Administrator, "root", RegistryRole.Auditor, "root", null, true },
        { RegistryRole.Apparatus, "north", RegistryRole.Apparatus, "north", null, true },
        { RegistryRole.Apparatus, "north", RegistryRole.Chairperson, "north school", null, true },
        { RegistryRole.Apparatus, "north", RegistryRole.Administrator, "north", null, false },
        { RegistryRole.Apparatus, "north", RegistryRole.Auditor, "north school", null, false },
        { RegistryRole.Apparatus, "north", RegistryRole.Analyst, "south", null, false },
        { RegistryRole.Apparatus, "north", RegistryRole.Analyst, "root", null, false },
        { RegistryRole.Chairperson, "north school", RegistryRole.Chairperson, "north school", null, false },
        { RegistryRole.PersonalAnalyst, "root", RegistryRole.Analyst, "north", null, false },
        { RegistryRole.Auditor, "root", RegistryRole.Auditor, "root", null, false },
        { RegistryRole.Apparatus, "north", RegistryRole.Analyst, "north", "2027-06-30", true },
        { RegistryRole.Apparatus, "north", RegistryRole.Analyst, "north", "2027-07-01", false },
    };

    [Theory]
    [MemberData(nameof(Gifts))]
    public async Task Grant_Given_OnlyByWhoHasNoLess(RegistryRole giver, string where, RegistryRole given, string place, string? until, bool isLetIn)
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.SouthSchool);
        DateOnly? day = until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture);
        await using (var context = await ground.OpenAsync(ground.Acting(giver, Place(where), day is null ? null : new DateOnly(2027, 6, 30))))
        {
            context.Add(new Grant(user, given, Place(place), day, context.Actor!.Name, DateTime.UtcNow));
            if (isLetIn)
                await context.SaveChangesAsync();
            else
                await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        }
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.Equal(isLetIn, await fresh.Grants.AnyAsync(g => g.UserId == user && g.Role == given && g.OrganizationId == Place(place) && g.Until == day));
    }

    [Fact]
    public async Task Grant_WithoutEnd_ByWhoHasAnEnd_IsRefused()
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.SouthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North, new DateOnly(2027, 6, 30)));
        context.Add(new Grant(user, RegistryRole.Analyst, ground.North, null, context.Actor!.Name, DateTime.UtcNow));
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        Assert.Contains("30.06.2027", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Grant_OfOneself_IsNeitherGivenNorChanged(bool gives)
    {
        var self = await ground.HireAsync("self", RegistryRole.Administrator, ground.Registry.RootId);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId, userId: self));
        if (gives)
            context.Add(new Grant(self, RegistryRole.Auditor, ground.North, null, context.Actor!.Name, DateTime.UtcNow));
        else
            (await context.Grants.SingleAsync(g => g.UserId == self)).Prolong(new DateOnly(2099, 1, 1));
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        Assert.Equal(GrantRules.NotOneself, refused.Message);
    }

    [Fact]
    public async Task Grant_EndedByWhoCouldGiveIt_Ends()
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Chairperson, ground.NorthSchool);
        await using (var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North)))
        {
            (await context.Grants.SingleAsync(g => g.UserId == user)).End(context.Actor!.Name, DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        await using var fresh = await ground.Registry.OpenAsync();
        Assert.Equal("Даёт доступ", (await fresh.Grants.SingleAsync(g => g.UserId == user)).EndedBy);
    }

    [Fact]
    public async Task Grant_EndedByWhoCouldNotGiveIt_IsRefused()
    {
        var user = await ground.HireAsync("boss", RegistryRole.Administrator, ground.NorthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North));
        (await context.Grants.SingleAsync(g => g.UserId == user)).End(context.Actor!.Name, DateTime.UtcNow);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        Assert.Contains("администратора", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_SignedWithAnothersName_IsRefused()
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North));
        context.Add(new Grant(user, RegistryRole.Analyst, ground.North, null, "Кто-то ещё", DateTime.UtcNow));
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Grant_Deleted_IsRefusedEvenToTheProgram()
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        await using var context = await ground.Registry.OpenAsync();
        context.Remove(await context.Grants.SingleAsync(g => g.UserId == user));
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    [Theory]
    [InlineData("password")]
    [InlineData("email")]
    [InlineData("name")]
    public async Task Account_OfAnother_KeepsPasswordAndNames(string what)
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId));
        var account = await context.Users.SingleAsync(u => u.Id == user);
        _ = what switch { "password" => account.PasswordHash = "another", "email" => account.Email = "another@example.org", _ => account.DisplayName = "Другой" };
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Account_Closed_OnlyByWhoCouldGiveAllItHolds(bool worksElsewhere)
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        if (worksElsewhere)
        {
            await using var more = await ground.Registry.OpenAsync();
            more.Add(new Grant(user, RegistryRole.Analyst, ground.South, null, "Проверка", DateTime.UtcNow));
            await more.SaveChangesAsync();
        }
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North));
        (await context.Users.SingleAsync(u => u.Id == user)).ClosedAt = DateTime.UtcNow;
        if (worksElsewhere)
            await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
        else
            Assert.True(await context.SaveChangesAsync() > 0);
    }

    [Fact]
    public async Task Account_Added_WithAPassword_IsRefused()
    {
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId));
        context.Add(new RegistryUser { UserName = "x@example.org", Email = "x@example.org", DisplayName = "Новый", PasswordHash = "ready" });
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task SecondFactor_OfAnother_IsTakenAwayButNeverPut()
    {
        var user = await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North));
        context.Add(new IdentityUserToken<int> { UserId = user, LoginProvider = "any", Name = "key", Value = "mine" });
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Reference_EditedBelowTheUnion_IsRefused()
    {
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Apparatus, ground.North));
        context.Add(new ReferenceItem(ReferenceLists.ActivistRole, "x-new", "Новая", 99));
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task SavedView_OfAnother_IsRefused()
    {
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId));
        context.Add(new SavedView(1, "members", "Чужой", ""));
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Session_MadeForAPerson_IsRefused()
    {
        var actor = ground.Acting(RegistryRole.Administrator, ground.Registry.RootId);
        await using var context = await ground.OpenAsync(actor);
        context.Add(new UserSession { Id = Guid.NewGuid(), UserId = actor.UserId!.Value, StartedAt = DateTime.UtcNow, SeenAt = DateTime.UtcNow });
        await Assert.ThrowsAsync<RuleBrokenException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public async Task Record_InAnothersName_IsRefused()
    {
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId));
        context.Add(Change.Of(ChangeSubject.Account, 1, null, "Другой", DateTime.UtcNow, "Ничего", []).From(1, null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    }

    [Theory]
    [InlineData("DELETE FROM Changes")]
    [InlineData("update \"Changes\" set Act = ''")]
    [InlineData("DELETE FROM ChangeLine WHERE Id = 0")]
    [InlineData("UPDATE Readings SET Count = 1")]
    [InlineData("DELETE FROM Seals")]
    public async Task Statement_OnTheRecord_IsRefusedEvenToTheProgram(string statement)
    {
        await using var context = await ground.Registry.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Database.ExecuteSqlRawAsync(statement));
    }

    [Fact]
    public async Task BulkUpdate_OfTheRecord_IsRefusedEvenToTheProgram()
    {
        await using var context = await ground.Registry.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Changes.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task BulkUpdate_OfGrantsByAPerson_IsRefused()
    {
        await ground.HireAsync("somebody", RegistryRole.Analyst, ground.NorthSchool);
        await using var context = await ground.OpenAsync(ground.Acting(RegistryRole.Administrator, ground.Registry.RootId));
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Grants.ExecuteUpdateAsync(set => set.SetProperty(g => g.Role, RegistryRole.Administrator)));
    }

    [Fact]
    public async Task BulkUpdate_ByTheProgramOfLinesTexts_IsLetIn()
    {
        await using var context = await ground.Registry.OpenAsync();
        var erased = await context.Set<ChangeLine>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Row, (string?)null).SetProperty(l => l.Was, (string?)null).SetProperty(l => l.Became, (string?)null).SetProperty(l => l.Salt, (byte[]?)null));
        Assert.True(erased > 0);
    }

    private int Place(string name) => name switch
    {
        "root" => ground.Registry.RootId,
        "north" => ground.North,
        "south" => ground.South,
        "north school" => ground.NorthSchool,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
