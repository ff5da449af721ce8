using System.Net;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

public sealed class SignInGuardsTests : IAsyncLifetime
{
    private static readonly GuardKey Name = GuardKey.Name(SignInName.Of("one@example.org"));
    private readonly SetClock clock = new(new DateTime(2026, 11, 21, 9, 0, 0));
    private TestRegistry registry = default!;
    private SignInGuards guards = default!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartEmptyAsync();
        guards = new SignInGuards(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), clock);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Take_TriesInARow_PausesGrowToADay()
    {
        foreach (var pause in new[] { 1, 5, 15, 60, 24 * 60, 24 * 60 })
        {
            for (var i = 0; i < Name.Tries; i++)
                Assert.Null(await guards.TakeAsync(Name));
            Assert.Equal(clock.Utc.AddMinutes(pause), await guards.TakeAsync(Name));
            clock.Utc = clock.Utc.AddMinutes(pause).AddSeconds(-1);
            Assert.NotNull(await guards.TakeAsync(Name));
            clock.Utc = clock.Utc.AddSeconds(1);
        }
    }

    [Fact]
    public async Task Take_ManyAtOnce_LetsInNoMoreThanInARow()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => guards.TakeAsync(Name))));

        Assert.Equal(Name.Tries, answers.Count(a => a is null));
        Assert.Equal(Name.Tries, Assert.Single(await RowsAsync()).Failures);
    }

    [Fact]
    public async Task Clear_AfterSuccess_CountsAnew()
    {
        for (var i = 0; i < Name.Tries; i++)
            await guards.TakeAsync(Name);
        await guards.ClearAsync([Name]);

        Assert.Null(await guards.TakeAsync(Name));
        Assert.Equal(1, Assert.Single(await RowsAsync()).Failures);
    }

    [Fact]
    public async Task GiveBack_OfSuccess_LeavesOthersFailures()
    {
        var address = GuardKey.Address(IPAddress.Parse("192.0.2.7"));
        for (var i = 1; i < address.Tries; i++)
            await guards.TakeAsync(address);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await guards.TakeAsync(address));
            await guards.GiveBackAsync(address);
        }

        Assert.Null(await guards.TakeAsync(address));
        Assert.Equal(clock.Utc.AddMinutes(1), await guards.TakeAsync(address));
    }

    [Fact]
    public async Task Take_ADayAfterTheLast_HasForgotten()
    {
        for (var i = 0; i < Name.Tries - 1; i++)
            await guards.TakeAsync(Name);
        clock.Utc = clock.Utc.AddHours(25);

        Assert.Null(await guards.TakeAsync(Name));
        Assert.Null(await guards.TakeAsync(Name));
    }

    [Fact]
    public async Task Take_OfAnotherName_SweepsRowsOlderThanADay()
    {
        await guards.TakeAsync(Name);
        clock.Utc = clock.Utc.AddHours(25);
        await guards.TakeAsync(GuardKey.Name(SignInName.Of("two@example.org")));

        Assert.NotEqual(Name.Text, Assert.Single(await RowsAsync()).Key);
    }

    [Fact]
    public async Task Take_Name_IsNotReadableInTheTable()
    {
        await guards.TakeAsync(Name);
        Assert.DoesNotContain("example", Assert.Single(await RowsAsync()).Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Address_OfOneHome_IsOneKey(string one, string other, bool same) =>
        Assert.Equal(same, GuardKey.Address(IPAddress.Parse(one)) == GuardKey.Address(IPAddress.Parse(other)));

    [Fact]
    public void Keys_AnyAddress_FitTheColumn() => Assert.All(
        [GuardKey.LetterFrom(IPAddress.IPv6Loopback), GuardKey.LetterTo(SignInName.Of(new string('я', 300))), Name, GuardKey.Address(null)],
        key => Assert.InRange(key.Text.Length, 1, SignInGuard.KeyLength));

    private async Task<List<SignInGuard>> RowsAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Set<SignInGuard>().AsNoTracking().ToListAsync();
    }
}
