using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Audit;

public sealed class SealerTests
{
    [Fact]
    public async Task Seal_NewRecords_AreCoveredOnceAndAgree()
    {
        await using var registry = await AuditGround.StartAsync("Один");
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Два");

        Assert.Equal(1, await registry.SealAsync());
        Assert.Equal(0, await registry.SealAsync());

        await using var context = await registry.OpenAsync();
        var seals = await context.Seals.OrderBy(s => s.Number).ToListAsync();
        Assert.Equal([1, 2], seals.Select(s => s.Number));
        Assert.Equal(await context.Changes.CountAsync(), seals.Sum(s => s.Count));
        Assert.Equal([], await registry.VerifyAsync());
    }

    [Fact]
    public async Task Seal_RecordWithASmallerNumberComesLate_GoesIntoALaterSeal()
    {
        await using var registry = await AuditGround.StartAsync("Один");
        var last = await registry.LastAsync();
        await registry.TamperAsync(Insert(last + 3) + Insert(last + 4));
        Assert.Equal(2, await registry.SealAsync());

        // A program begun anew looks at the whole table first, as one that was running does every minute.
        await registry.TamperAsync(Insert(last + 2));
        Assert.Equal(1, await Fresh(registry).RunAsync());

        await using var context = await registry.OpenAsync();
        Assert.Equal($"{last + 2}", (await context.Seals.OrderBy(s => s.Number).LastAsync()).Ranges);
        Assert.Equal([], await registry.VerifyAsync());
    }

    [Fact]
    public async Task Seal_ByTwoNodesWhileOthersWrite_LeavesOneChainThatAgrees()
    {
        await using var registry = await AuditGround.StartAsync();
        Sealer[] nodes = [Fresh(registry), Fresh(registry)];
        using var done = new CancellationTokenSource();
        var sealing = nodes.Select(node => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await node.RunAsync(CancellationToken.None);
                await Task.Yield();
            }
        })).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
                await WriteAsync(registry, writer, i);
        })));
        await done.CancelAsync();
        await Task.WhenAll(sealing);
        await registry.SealAsync();

        await using var context = await registry.OpenAsync();
        var seals = await context.Seals.Where(s => s.Chain == SealChain.Changes).OrderBy(s => s.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, seals.Count), seals.Select(s => s.Number));
        Assert.Equal(await context.Changes.CountAsync(), seals.Sum(s => s.Count));
        Assert.Equal([], await registry.VerifyAsync());
    }

    [Fact]
    public async Task Seal_AnySequenceOfRecordsAndSeals_AlwaysAgrees()
    {
        await using var registry = await AuditGround.StartAsync();
        var random = new Random(20261122);
        var node = Fresh(registry);
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(6))
            {
                case 0: await node.RunAsync(); break;
                case 1: node = Fresh(registry); break;
                case 2: await ReadAsync(registry, random); break;
                default: await WriteAsync(registry, random.Next(3), step); break;
            }
        }
        await node.RunAsync();

        Assert.Equal([], await registry.VerifyAsync(new SetClock(DateTime.UtcNow.AddDays(1))));
        await using var context = await registry.OpenAsync();
        Assert.Equal(await context.Changes.CountAsync() + await context.Readings.CountAsync(), await context.Seals.SumAsync(s => s.Count));
    }

    [Fact]
    public async Task Seal_NumbersWithHoles_FitTheColumn()
    {
        await using var registry = await AuditGround.StartAsync();
        var last = await registry.LastAsync();
        await registry.TamperAsync(string.Concat(Enumerable.Range(1, 2500).Select(i => Insert(last + (2 * i)))));

        Assert.Equal(2500, await registry.SealAsync());

        await using var context = await registry.OpenAsync();
        Assert.InRange(await context.Seals.MaxAsync(s => s.Ranges.Length), 5000, 8000);
        Assert.Equal([], await registry.VerifyAsync());
    }

    private static Sealer Fresh(TestRegistry registry) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), TimeProvider.System, NullLogger<Sealer>.Instance);

    private static string Insert(long id) =>
        $"INSERT INTO Changes (Id, Subject, Actor, At, Version, Missing, Act) VALUES ({id}, 4, 'Вход', '2026-11-22 01:02:03.4567891', 0, 0, 'Вход');";

    private static async Task WriteAsync(TestRegistry registry, int writer, int step)
    {
        await using var context = await registry.OpenAsync();
        context.Add(Change.Of(ChangeSubject.Account, null, null, $"Писатель {writer}", DateTime.UtcNow, $"Шаг {step}", [new ChangeLine("x", null, null, $"{step}"), new ChangeLine("y", "строка", "было", null)]));
        await context.SaveChangesAsync();
    }

    private static async Task ReadAsync(TestRegistry registry, Random random)
    {
        await using var context = await registry.OpenAsync();
        context.AddRange(Enumerable.Range(0, random.Next(1, 4)).Select(i => new Reading(ReadingKind.Search, "Читатель", null, "::1", DateTime.UtcNow, null, registry.RootId, i, null)));
        await context.SaveChangesAsync();
    }
}
