using System.Diagnostics;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Features.Notices;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Notices;

/// <summary>Monday morning of the small demo with two thousand accounts: what it asks of the database does not grow with each of them.</summary>
public sealed class DigestsAtScaleTests
{
    private const int People = 2000;
    private const int InPortion = 500;
    private const int ToldAtOnce = 40;

    private static readonly DateTime Monday = new(2026, 11, 30, 6, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Monday_OfTwoThousandAccounts_AsksInPortionsAndWritesLittleAtOnce()
    {
        await using var registry = await TestRegistry.StartEmptyAsync("--PublicAddress", "https://registry.example");
        await registry.App.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1);
        var places = await HireAsync(registry);
        await registry.CatchUpAsync();
        var contexts = registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>();
        var (clock, news) = (new SetClock(Monday), registry.App.Services.GetRequiredService<NoticeNews>());

        var digest = await MeasureAsync(registry, () => new WeeklyDigest(contexts, registry.Board, clock).RunAsync());
        Assert.InRange(digest.Result, places * 9 / 10, places);
        // Three questions of a portion, one of the keys that are there, and the last one that finds nothing.
        Assert.InRange(digest.Reads, 1, ((places / InPortion) + 2) * 5);

        var teller = new NoticeTeller(contexts, news, clock, NullLogger<NoticeTeller>.Instance);
        var rounds = 0;
        var told = await MeasureAsync(registry, async () =>
        {
            for (; await teller.TellAsync() > 0; rounds++)
            {
            }
            return rounds;
        });
        Assert.InRange(rounds, 1, (digest.Result / ToldAtOnce) + 2);
        Assert.InRange(told.Reads, rounds, (rounds + 1) * 7);
        await using (var context = await registry.OpenAsync())
        {
            Assert.InRange(await context.Notices.CountAsync(), People * 9 / 10, People);
            Assert.Equal(await context.Notices.CountAsync(), await context.Letters.CountAsync(l => l.Kind == LetterKind.Notice));
        }

        var users = await UsersAsync(registry);
        var heard = 0;
        var pages = users.ConvertAll(u => news.Subscribe(u, now => Interlocked.Add(ref heard, now.Count)));
        var feed = await MeasureAsync(registry, async () =>
        {
            await new NoticeFeed(contexts, news, clock, NullLogger<NoticeFeed>.Instance).LookAsync();
            return 0;
        });
        Assert.Equal(1, feed.Reads);
        pages.ForEach(p => p.Dispose());
    }

    /// <summary>In every organisation two or three people, as chairpersons and apparatus.</summary>
    private static async Task<int> HireAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        var places = await context.Organizations.Where(o => o.Counter.Applicable != 0).OrderBy(o => o.Id).Select(o => o.Id).ToListAsync();
        var users = Enumerable.Range(0, People).Select(i => new RegistryUser
        {
            UserName = $"p{i}@scale.example", NormalizedUserName = $"P{i}@SCALE.EXAMPLE", Email = $"p{i}@scale.example", NormalizedEmail = $"P{i}@SCALE.EXAMPLE", DisplayName = $"Человек {i}", SecurityStamp = "stamp", PasswordHash = "hash",
        }).ToList();
        context.AddRange(users);
        await context.SaveChangesAsync();
        context.AddRange(users.Select((u, i) => new Grant(u.Id, i < places.Count ? RegistryRole.Chairperson : RegistryRole.Apparatus, places[i % places.Count], null, "Проверка", Monday.AddDays(-1))));
        await context.SaveChangesAsync();
        return places.Count;
    }

    private static async Task<List<int>> UsersAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Users.Select(u => u.Id).ToListAsync();
    }

    private static async Task<Measured> MeasureAsync(TestRegistry registry, Func<Task<int>> act)
    {
        using var counter = new Counted(registry.ConnectionString);
        using var all = DiagnosticListener.AllListeners.Subscribe(counter);
        return new Measured(await act(), counter.Reads);
    }

    private sealed record Measured(int Result, int Reads);

    /// <summary>Questions to one registry's file; tests beside this one have others, and their contexts may be gone when they are heard of.</summary>
    private sealed class Counted(string connection) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly string file = connection.Split(';')[0];
        private IDisposable? subscription;
        private int reads;

        public int Reads => reads;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                subscription = value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData { Command: var command } && command.Connection?.ConnectionString.StartsWith(file, StringComparison.Ordinal) == true && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
                Interlocked.Increment(ref reads);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => subscription?.Dispose();
    }
}
