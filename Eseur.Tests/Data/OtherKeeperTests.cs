using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Data;

public sealed class OtherKeeperTests
{
    [Fact]
    public async Task Model_EveryKindOfRow_IsRecordedOrNamedAsNotRecorded()
    {
        await using var registry = await TestRegistry.StartEmptyAsync();
        await using var context = await registry.OpenAsync();

        var unsaid = context.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).Select(t => t.ClrType)
            .Where(t => OtherKeeper.Records(t) == OtherFields.Unrecorded.Contains(t));

        Assert.Equal([], unsaid.Select(t => t.Name));
    }

    [Fact]
    public async Task Grant_GivenProlongedEnded_IsToldWithItsNumber()
    {
        await using var registry = await TestRegistry.StartAsync();
        var user = await registry.HireAsync("a@b.ru", "Аудитор", "long-password-1", RegistryRole.Auditor, registry.RootId);
        await ChangeGrantAsync(registry, g => g.Prolong(new DateOnly(2027, 1, 31)));
        await ChangeGrantAsync(registry, g => g.End("Кто-то", DateTime.UtcNow), "Уволилась");

        var told = await ToldAsync(registry, ChangeSubject.Grant);

        Assert.Equal(["Дан доступ", "Изменён доступ", "Уволилась"], told.Select(c => c.Act));
        await using var fresh = await registry.OpenAsync();
        var grant = await fresh.Grants.SingleAsync();
        Assert.All(told, c => Assert.Equal((grant.Id, registry.RootId), (c.SubjectId, c.OrganizationId)));
        Assert.Equal([("OrganizationId", $"{registry.RootId}"), ("Role", "Аудитор"), ("UserId", $"{user}")], told[0].Lines.Select(l => (l.Field, l.Became!)).Order());
        Assert.Equal(("Until", null, "31.01.2027"), told[1].Lines.Select(l => (l.Field, l.Was, l.Became)).Single());
        Assert.Equal("EndedAt", told[2].Lines.Single().Field);
    }

    [Fact]
    public async Task Account_MadeAndPasswordChanged_IsToldWithoutSecrets()
    {
        await using var registry = await TestRegistry.StartAsync();
        var id = await registry.HireAsync("a@b.ru", "Анна", "long-password-1", RegistryRole.Auditor, registry.RootId);
        await using var scope = registry.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        var user = (await users.FindByIdAsync($"{id}"))!;
        await users.ChangePasswordAsync(user, "long-password-1", "long-password-2");
        await users.ResetAuthenticatorKeyAsync(user);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 3);
        await users.AccessFailedAsync(user);
        await using (var context = await registry.OpenAsync())
        {
            context.Add(new IdentityUserPasskey<int> { UserId = id, CredentialId = [1, 2, 3], Data = new IdentityPasskeyData { Name = "Телефон", PublicKey = [4], AttestationObject = [], ClientDataJson = [] } });
            await context.SaveChangesAsync();
        }
        await using (var context = await registry.OpenAsync())
        {
            var passkey = await context.Set<IdentityUserPasskey<int>>().SingleAsync();
            (passkey.Data.SignCount, passkey.Data.Name) = (7, "Старый телефон");
            await context.SaveChangesAsync();
            passkey.Data.SignCount = 8;
            await context.SaveChangesAsync();
        }

        var told = await ToldAsync(registry, ChangeSubject.Account);

        Assert.All(told, c => Assert.Equal(id, c.SubjectId));
        Assert.Equal("Заведён вход", told[0].Act);
        var lines = told.SelectMany(c => c.Lines).ToList();
        Assert.Contains(lines, l => l is { Field: nameof(RegistryUser.PasswordHash), Was: null, Became: "изменено" });
        Assert.Contains(lines, l => l is { Field: OtherFields.Passkey, Row: "Телефон", Became: "задано" });
        Assert.Contains(lines, l => l is { Field: OtherFields.Passkey, Was: "Телефон", Became: "Старый телефон" });
        Assert.Contains(lines, l => l is { Field: OtherFields.Token, Row: "RecoveryCodes" });
        await using var fresh = await registry.OpenAsync();
        var now = await fresh.Users.SingleAsync();
        var secrets = new[] { now.PasswordHash!, now.SecurityStamp! }.Concat(await fresh.UserTokens.Select(t => t.Value!).ToListAsync());
        Assert.DoesNotContain(lines, l => secrets.Any(s => l.Became == s || l.Was == s));
        Assert.DoesNotContain(told, c => c.Lines.Count == 0);
    }

    [Fact]
    public async Task ReferenceLine_AddedAndRenamed_IsToldByListAndCode()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using (var context = await registry.OpenAsync())
        {
            context.Add(new ReferenceItem(ReferenceLists.PhoneKind, "x9", "Дачный", 9));
            await context.SaveChangesAsync();
        }
        await using (var context = await registry.OpenAsync())
        {
            (await context.ReferenceItems.SingleAsync(i => i.Code == "x9")).Rename("Загородный");
            await context.SaveChangesAsync();
        }

        var told = (await ToldAsync(registry, ChangeSubject.Reference))[^2..];

        await using var fresh = await registry.OpenAsync();
        var item = await fresh.ReferenceItems.SingleAsync(i => i.Code == "x9");
        Assert.All(told, c => Assert.Equal(item.Id, c.SubjectId));
        Assert.Equal(("Label", "Виды телефонов: x9", "Дачный", "Загородный"), told[1].Lines.Select(l => (l.Field, l.Row, l.Was, l.Became)).Single());
    }

    [Fact]
    public async Task Save_ByNobody_IsRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var context = await registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        context.Add(new ReferenceItem(ReferenceLists.PhoneKind, "x9", "Дачный", 9));

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());

        await using var fresh = await registry.OpenAsync();
        Assert.False(await fresh.ReferenceItems.AnyAsync(i => i.Code == "x9"));
    }

    [Theory]
    [InlineData(true, "Анна")]
    [InlineData(false, "Вход")]
    public async Task Journal_OwnerOrAnybody_NamesOnlyTheOwner(bool isOwner, string actor)
    {
        await using var registry = await TestRegistry.StartAsync();
        var id = await registry.HireAsync("a@b.ru", "Анна", "long-password-1", RegistryRole.Auditor, registry.RootId);

        await registry.App.Services.GetRequiredService<AccountJournal>().WriteAsync(id, "Неверный пароль", "10.0.0.7", isOwner);

        var told = (await ToldAsync(registry, ChangeSubject.Account))[^1];
        Assert.Equal((actor, isOwner ? id : null, "10.0.0.7", id), (told.Actor, told.UserId, told.Address, told.SubjectId));
    }

    private static async Task ChangeGrantAsync(TestRegistry registry, Action<Grant> change, string? act = null)
    {
        await using var context = await registry.OpenAsync();
        context.Act = act ?? context.Act;
        change(await context.Grants.SingleAsync());
        await context.SaveChangesAsync();
    }

    private static async Task<List<Change>> ToldAsync(TestRegistry registry, ChangeSubject subject)
    {
        await using var context = await registry.OpenAsync();
        return await context.Changes.AsNoTracking().Include(c => c.Lines).Where(c => c.Subject == subject).OrderBy(c => c.Id).ToListAsync();
    }
}
