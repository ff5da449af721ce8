using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

public sealed class SecondFactorsTests : IAsyncLifetime
{
    private readonly SetClock clock = new(new DateTime(2026, 11, 21, 9, 0, 5));
    private TestRegistry registry = default!;
    private SecondFactors factors = default!;
    private Actor owner = default!;
    private int user;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        user = await registry.HireAsync("one@example.org", "Орлова Анна", "pass-phrase-2026", RegistryRole.Apparatus, registry.RootId);
        owner = Acting.As("Орлова Анна", user, "/1/");
        var services = registry.App.Services;
        factors = new SecondFactors(services.GetRequiredService<IDbContextFactory<RegistryContext>>(), services.GetRequiredService<AccessBook>(), services.GetRequiredService<IDataProtectionProvider>(), clock);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task TurnOn_WrongCode_ChangesNothing()
    {
        await factors.PendingKeyAsync(user);
        Assert.Null(await factors.TurnOnAsync(owner, user, "000000"));
        Assert.Equal(new SecondFactorState(false, 0, false), await factors.ReadAsync(user));
    }

    [Fact]
    public async Task PendingKey_PageOpenedAgain_IsTheSame() => Assert.Equal(await factors.PendingKeyAsync(user), await factors.PendingKeyAsync(user));

    [Fact]
    public async Task TurnOn_RightCode_IsOnAndGivesTenCodes()
    {
        var (_, codes) = await TurnOnAsync();
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(new SecondFactorState(true, 10, false), await factors.ReadAsync(user));
        await using var context = await registry.OpenAsync();
        Assert.Contains(await context.Changes.Where(c => c.SubjectId == user).ToListAsync(), c => c.Act == "Включён второй шаг входа" && c.UserId == user);
    }

    [Fact]
    public async Task Tokens_InTheDatabase_HoldNeitherKeyNorCodes()
    {
        var (key, codes) = await TurnOnAsync();
        await using var context = await registry.OpenAsync();
        var kept = string.Join('\n', await context.UserTokens.Where(t => t.UserId == user).Select(t => t.Value).ToListAsync());
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(key, kept, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Tokens_InTheDatabase_FitTheirColumn()
    {
        await TurnOnAsync();
        await using var context = await registry.OpenAsync();
        var longest = context.Model.FindEntityType(typeof(Microsoft.AspNetCore.Identity.IdentityUserToken<int>))!.FindProperty("Value")!.GetMaxLength();
        Assert.True(await context.UserTokens.MaxAsync(t => t.Value!.Length) <= longest);
    }

    [Fact]
    public async Task Code_OfTheSetUp_IsNotGoodAgain()
    {
        var (key, _) = await TurnOnAsync();
        Assert.False(await factors.AcceptAsync(user, Totp.Code(key, clock.GetUtcNow())));
    }

    [Fact]
    public async Task Code_Twice_IsTakenOnce()
    {
        var (key, _) = await TurnOnAsync();
        clock.Utc = clock.Utc.AddMinutes(1);
        var code = Totp.Code(key, clock.GetUtcNow());
        Assert.True(await factors.AcceptAsync(user, code.Insert(3, " ")));
        Assert.False(await factors.AcceptAsync(user, code));
        Assert.False(await factors.AcceptAsync(user, Totp.Code(key, clock.GetUtcNow().AddSeconds(-30))));
    }

    [Fact]
    public async Task Code_ByManyAtOnce_LetsInOne()
    {
        var (key, _) = await TurnOnAsync();
        clock.Utc = clock.Utc.AddMinutes(1);
        var code = Totp.Code(key, clock.GetUtcNow());
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => factors.AcceptAsync(user, code))));
        Assert.Single(taken, t => t);
    }

    [Fact]
    public async Task RecoveryCode_Twice_IsTakenOnce()
    {
        var (_, codes) = await TurnOnAsync();
        Assert.True(await factors.AcceptAsync(user, codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.False(await factors.AcceptAsync(user, codes[3]));
        Assert.Equal(9, (await factors.ReadAsync(user)).CodesLeft);
        await using var context = await registry.OpenAsync();
        Assert.Equal(1, await context.Changes.CountAsync(c => c.SubjectId == user && c.Act == "Использован код восстановления"));
    }

    [Fact]
    public async Task RenewCodes_OldOnes_AreWorthNothing()
    {
        var (_, codes) = await TurnOnAsync();
        var renewed = await factors.RenewCodesAsync(owner, user);
        Assert.False(await factors.AcceptAsync(user, codes[0]));
        Assert.True(await factors.AcceptAsync(user, renewed[0]));
    }

    [Fact]
    public async Task TurnOff_CodesAndKey_AreWorthNothing()
    {
        var (key, codes) = await TurnOnAsync();
        await factors.TurnOffAsync(owner, user);
        clock.Utc = clock.Utc.AddMinutes(1);
        Assert.False(await factors.AcceptAsync(user, Totp.Code(key, clock.GetUtcNow())));
        Assert.False(await factors.AcceptAsync(user, codes[0]));
        Assert.Equal(new SecondFactorState(false, 0, false), await factors.ReadAsync(user));
        Assert.NotEqual(key, await factors.PendingKeyAsync(user));
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync()
    {
        var key = await factors.PendingKeyAsync(user);
        return (key, await factors.TurnOnAsync(owner, user, Totp.Code(key, clock.GetUtcNow())) ?? throw new InvalidOperationException("The right code was refused."));
    }
}
