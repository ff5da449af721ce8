using Eseur.Admin.Features.Account;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Eseur.Tests.Features.Account;

/// <summary>What becomes of open pages and jobs when what their person may do changes. The sweep is asked, not waited for.</summary>
public sealed class CircuitSweepTests : IAsyncLifetime, IDisposable
{
    private TestRegistry registry = default!;
    private OpenCircuits open = default!;
    private AccessBook access = default!;
    private JobRunner jobs = default!;
    private CircuitSweep sweep = default!;
    private int user;
    private Guid session;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        user = await registry.HireAsync("one@example.org", "Орлова Анна", "pass-phrase-2026", RegistryRole.Apparatus, registry.RootId);
        session = await BeginAsync();
        var services = registry.App.Services;
        (access, jobs) = (services.GetRequiredService<AccessBook>(), services.GetRequiredService<JobRunner>());
        open = new OpenCircuits(new CircuitLimits(3), TimeProvider.System);
        sweep = new CircuitSweep(open, access, jobs, TimeProvider.System, NullLogger<CircuitSweep>.Instance);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    public void Dispose() => sweep.Dispose();

    [Fact]
    public async Task Page_NothingChanged_Stays()
    {
        var page = await OpenAsync("a");
        await sweep.SweepAsync();
        await sweep.SweepAsync();
        Assert.Empty(page.Told);
    }

    [Fact]
    public async Task Page_SessionEnded_GoesToTheSignInAndBack()
    {
        var page = await OpenAsync("a");
        await SetAsync(c => c.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, DateTime.UtcNow)));
        await sweep.SweepAsync();
        Assert.Equal("location.replace /sign-in?return=%2Forganizations%3Fq%3D1", Assert.Single(page.Told));
    }

    [Fact]
    public async Task Page_AccountClosed_GoesToTheSignIn()
    {
        var page = await OpenAsync("a");
        await SetAsync(c => c.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.ClosedAt, DateTime.UtcNow)));
        await sweep.SweepAsync();
        Assert.StartsWith("location.replace /sign-in", Assert.Single(page.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_GrantTakenAway_IsDrawnAnew()
    {
        var page = await OpenAsync("a");
        await SetAsync(c => c.Grants.ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UtcNow)));
        await sweep.SweepAsync();
        Assert.Equal("location.reload", Assert.Single(page.Told));
    }

    [Fact]
    public async Task Page_GrantAdded_KeepsWhatIsTyped()
    {
        var page = await OpenAsync("a");
        await SetAsync(async c =>
        {
            c.Add(new Grant(user, RegistryRole.Auditor, registry.RootId, null, "Проверка", DateTime.UtcNow));
            return await c.SaveChangesAsync();
        });
        await sweep.SweepAsync();
        Assert.Empty(page.Told);
    }

    [Fact]
    public async Task Pages_OneTooMany_ClosesTheOldest()
    {
        var pages = new List<Browser>();
        foreach (var id in new[] { "a", "b", "c", "d" })
            pages.Add(await OpenAsync(id));
        Assert.Equal("location.replace /closed?return=%2Forganizations%3Fq%3D1", Assert.Single(pages[0].Told));
        Assert.All(pages.Skip(1), p => Assert.Empty(p.Told));
    }

    [Fact]
    public async Task Job_PersonSignedInNowhere_Stops()
    {
        var job = Endless();
        await sweep.SweepAsync();
        Assert.True(job.IsGoing && !job.IsStopping);
        await SetAsync(c => c.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, DateTime.UtcNow)));
        await sweep.SweepAsync();
        await job.Finished;
        Assert.Equal(JobState.Cancelled, job.State);
    }

    [Fact]
    public async Task Job_GrantTakenAway_Stops()
    {
        var job = Endless();
        await sweep.SweepAsync();
        await SetAsync(c => c.Grants.ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UtcNow)));
        await sweep.SweepAsync();
        await job.Finished;
        Assert.Equal(JobState.Cancelled, job.State);
    }

    private Job Endless() => jobs.Start(user, "reports", "Отчёт", async (_, cancel) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        return "";
    });

    private async Task<Browser> OpenAsync(string id)
    {
        var browser = new Browser();
        open.Add(new OpenCircuit(id, user, session, DateTimeOffset.UtcNow.AddSeconds(id[0]), browser, new Address()) { DrawnUnder = (await access.ReadAsync(user, session))!.Scope });
        return browser;
    }

    private async Task SetAsync(Func<Eseur.Admin.Data.RegistryContext, Task<int>> change)
    {
        await using var context = await registry.OpenAsync();
        Assert.True(await change(context) > 0);
    }

    private async Task<Guid> BeginAsync()
    {
        var begun = new UserSession { Id = Guid.NewGuid(), UserId = user, StartedAt = DateTime.UtcNow, SeenAt = DateTime.UtcNow };
        await SetAsync(c =>
        {
            c.Add(begun);
            return c.SaveChangesAsync();
        });
        return begun.Id;
    }

    /// <summary>Notes what it is told and never answers, as a browser that is already leaving.</summary>
    private sealed class Browser : IJSRuntime
    {
        public List<string> Told { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Told.Add(string.Join(' ', [identifier, .. args ?? []]));
            return ValueTask.FromCanceled<TValue>(new CancellationToken(canceled: true));
        }
    }

    private sealed class Address : NavigationManager
    {
        public Address() => Initialize("http://localhost/", "http://localhost/organizations?q=1");
    }
}
