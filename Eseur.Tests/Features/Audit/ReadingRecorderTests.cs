using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Audit;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Tests.Features.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Audit;

public sealed class ReadingRecorderTests
{
    private static readonly Actor Anna = new("Анна", 5, Scope.Of([new Reach(RegistryRole.Apparatus, "/1/", null)]), "10.0.0.7");

    [Fact]
    public async Task Card_DrawnTwiceAtOnce_IsOneOpening()
    {
        await using var registry = await TestRegistry.StartAsync();
        var clock = new SetClock(new DateTime(2026, 11, 22, 9, 0, 0));
        using var recorder = Recorder(registry, clock);

        await recorder.CardAsync(Anna, 7, 1, "Карточка");
        await recorder.CardAsync(Anna, 7, 1, "Карточка");
        await recorder.CardAsync(Anna, 8, 1, "Карточка");
        await recorder.CardAsync(Anna with { Name = "Ольга", UserId = 6 }, 7, 1, "Карточка");
        clock.Utc = clock.Utc.AddSeconds(31);
        await recorder.CardAsync(Anna, 7, 1, "Карточка");
        await recorder.FlushAsync();

        var told = await ToldAsync(registry);
        Assert.Equal([("Анна", 7), ("Анна", 8), ("Ольга", 7), ("Анна", 7)], told.Select(r => (r.Actor, r.MemberId!.Value)));
        Assert.All(told, r => Assert.Equal((ReadingKind.Card, "10.0.0.7", "Карточка"), (r.Kind, r.Address, r.Details)));
    }

    [Fact]
    public async Task Search_Words_AreNotKept()
    {
        await using var registry = await TestRegistry.StartAsync();
        var clock = new SetClock(new DateTime(2026, 11, 22, 9, 0, 0));
        using var recorder = Recorder(registry, clock);

        await recorder.SearchAsync(Anna, "Петрова", null, 12, "Пол: женский");
        await recorder.SearchAsync(Anna, "Петрова", null, 12, "Пол: женский");
        await recorder.SearchAsync(Anna, "Иванова", 3, 1, "");
        await recorder.FlushAsync();

        var told = await ToldAsync(registry);
        Assert.Equal([(1, 12, "Пол: женский"), (3, 1, null)], told.Select(r => (r.OrganizationId!.Value, r.Count!.Value, r.Details)));
    }

    [Fact]
    public async Task Export_IsOnRecordBeforeItReturns()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var recorder = Recorder(registry, TimeProvider.System);

        await recorder.ExportAsync(Anna, null, 40, "Члены Профсоюза.xlsx");

        Assert.Equal((ReadingKind.Export, 40), Assert.Single((await ToldAsync(registry)).Select(r => (r.Kind, r.Count!.Value))));
    }

    [Fact]
    public async Task Stop_WhatStillWaits_IsWritten()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var recorder = Recorder(registry, TimeProvider.System);
        for (var i = 1; i <= 1200; i++)
            await recorder.CardAsync(Anna, i, 1, "Карточка");

        await recorder.StopAsync(CancellationToken.None);

        Assert.Equal(1200, (await ToldAsync(registry)).Count);
    }

    [Fact]
    public async Task Start_WhatCannotBeWrittenNow_IsWrittenLater()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var recorder = Recorder(registry, TimeProvider.System);
        await registry.TamperAsync("ALTER TABLE Readings RENAME TO Gone");
        await recorder.CardAsync(Anna, 7, 1, "Карточка");
        await recorder.StopAsync(CancellationToken.None);
        await registry.TamperAsync("ALTER TABLE Gone RENAME TO Readings");

        await recorder.FlushAsync();

        Assert.Single(await ToldAsync(registry));
    }

    [Fact]
    public async Task CardReadings_HolderAndStranger_OnlyTheHolderIsTold()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var card = await desk.KnownAsync(desk.School, "Петрова", "Анна", null);
        using var recorder = Recorder(desk.Registry, TimeProvider.System);
        await recorder.CardAsync(Anna, card, desk.School, "Карточка");
        await recorder.FlushAsync();

        Assert.Equal("Анна", Assert.Single((await Of(desk.ChairOf(desk.School)).ReadAsync(card, null, 10))!).Actor);
        Assert.Null(await Of(desk.ChairOf(desk.Neighbour)).ReadAsync(card, null, 10));
        Assert.Null(await Of(new Actor("Нина", 9, Scope.Of([new Reach(RegistryRole.Analyst, "/1/", null)]))).ReadAsync(card, null, 10));

        CardReadings Of(Actor actor) => new(new RegistryDatabase(Contexts(desk.Registry), new FixedActor(actor)), Contexts(desk.Registry));
    }

    private static IDbContextFactory<RegistryContext> Contexts(TestRegistry registry) => registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>();

    private static ReadingRecorder Recorder(TestRegistry registry, TimeProvider clock) => new(Contexts(registry), clock, NullLogger<ReadingRecorder>.Instance);

    private static async Task<List<Reading>> ToldAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Readings.AsNoTracking().OrderBy(r => r.Id).ToListAsync();
    }
}
