using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Account;

public sealed class OwnSessionsTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);

    private readonly SetClock clock = new(Now);
    private TestRegistry registry = default!;
    private IDbContextFactory<RegistryContext> contexts = default!;
    private AccessBook access = default!;
    private OwnSessions sessions = default!;
    private int user;
    private int other;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        user = await registry.HireAsync("one@example.org", "Орлова Анна", "pass-phrase-2026", RegistryRole.Apparatus, registry.RootId);
        other = await registry.HireAsync("two@example.org", "Волков Илья", "pass-phrase-2026", RegistryRole.Apparatus, registry.RootId);
        contexts = registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>();
        access = new AccessBook(contexts, new SecondFactorRule(new HashSet<RegistryRole>()), clock);
        sessions = new OwnSessions(contexts, access, clock);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task End_OnesOwn_IsNobodyAtOnce()
    {
        var (one, two) = (await BeginAsync(user), await BeginAsync(user));
        Assert.NotNull(await access.ReadAsync(user, one));

        Assert.True(await sessions.EndAsync(Owner, user, one));

        Assert.Null(await access.ReadAsync(user, one));
        Assert.NotNull(await access.ReadAsync(user, two));
        Assert.Equal([two], (await sessions.ListAsync(user)).Select(s => s.Id));
    }

    [Fact]
    public async Task End_SomebodyElses_ChangesNothing()
    {
        var theirs = await BeginAsync(other);
        Assert.False(await sessions.EndAsync(Owner, user, theirs));
        Assert.NotNull(await access.ReadAsync(other, theirs));
    }

    [Fact]
    public async Task EndOthers_LeavesThisOne()
    {
        var kept = await BeginAsync(user);
        await BeginAsync(user);
        await BeginAsync(user);
        var theirs = await BeginAsync(other);

        Assert.Equal(2, await sessions.EndOthersAsync(Owner, user, kept));

        Assert.Equal([kept], (await sessions.ListAsync(user)).Select(s => s.Id));
        Assert.NotNull(await access.ReadAsync(other, theirs));
        await using var context = await registry.OpenAsync();
        Assert.Equal(1, await context.Changes.CountAsync(c => c.UserId == user && c.Act == "Завершены сеансы на остальных устройствах"));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Session_UnseenForDays_DiesAfterThirty(int days, bool lasts)
    {
        var session = await BeginAsync(user);
        clock.Utc = Now.AddDays(days);
        Assert.Equal(lasts, await access.ReadAsync(user, session) is not null);
        Assert.Equal(lasts ? 1 : 0, (await sessions.ListAsync(user)).Count);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(6, true)]
    public async Task Seen_AfterMinutes_IsWrittenOnceInFive(int minutes, bool written)
    {
        var session = await BeginAsync(user);
        using var seen = new SeenSessions(contexts, clock, NullLogger<SeenSessions>.Instance);
        clock.Utc = Now.AddMinutes(minutes);
        seen.Note(session);
        await seen.WriteAsync();
        await using var context = await registry.OpenAsync();
        Assert.Equal(written ? clock.Utc : Now, (await context.Sessions.SingleAsync(s => s.Id == session)).SeenAt);
    }

    private Actor Owner => Acting.As("Орлова Анна", user, "/1/");

    private async Task<Guid> BeginAsync(int userId)
    {
        await using var context = await registry.OpenAsync();
        var session = new UserSession { Id = Guid.NewGuid(), UserId = userId, StartedAt = clock.Utc, SeenAt = clock.Utc, Device = "Chrome, Windows", Address = "192.0.2.7" };
        context.Add(session);
        await context.SaveChangesAsync();
        access.Forget(userId);
        return session.Id;
    }
}
