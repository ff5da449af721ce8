using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>When a mailing begins, for whom, and when it is over.</summary>
public sealed class MailingStarterTests : IAsyncLifetime
{
    private MailingGround ground = null!;

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Start_WhenItsTimeHasCome_QueuesEverybodyWithTheirObstacles()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);

        var letters = await ground.LettersAsync(id);
        Assert.Equal(9, letters.Count);
        Assert.Equal(letters.Count, letters.Select(l => l.Key).Distinct().Count());
        Assert.Equal(letters.Count, letters.Select(l => l.Secret).Distinct().Count());
        foreach (var (school, (_, obstacle)) in ground.Schools.Zip(MailingGround.Truth))
        {
            var letter = Assert.Single(letters, l => l.OrganizationId == school);
            Assert.Equal((obstacle, obstacle, obstacle == Obstacle.None ? LetterState.Queued : LetterState.Suppressed, LevelGroup.Primary), (letter.Forecast, letter.Obstacle, letter.State, letter.Level));
        }
        var queued = Assert.Single(letters, l => l.OrganizationId == ground.Region);
        Assert.Equal(($"chair{ground.Region}@mail{ground.Region % 2}.example", $"mail{ground.Region % 2}.example", 2), (queued.Address, queued.Domain, queued.Priority));
        Assert.Equal(MailingState.Running, (await ground.MailingAsync(id)).State);
        // What was written past the change tracker is what a save would have written: the letter is claimed and saved as any other.
        await using var context = await ground.Registry.OpenAsync();
        await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(1), 1, []);
        var claimed = await context.Letters.SingleAsync(l => l.State == LetterState.Sending);
        claimed.MarkSent(DateTime.UtcNow);
        await context.SaveChangesAsync();
        Assert.Equal(claimed.Id, await context.Letters.Where(l => l.Key == claimed.Key).Select(l => l.Id).SingleAsync());
    }

    [Fact]
    public async Task Start_BeforeItsTime_Waits()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await ground.Service<MailingActs>(ground.Apparatus).PlanAsync(id, version, DateTime.UtcNow.AddHours(1), null);
        await ground.TurnAsync();

        Assert.Empty(await ground.LettersAsync(id));
        Assert.Equal(MailingState.Planned, (await ground.MailingAsync(id)).State);
    }

    [Fact]
    public async Task Start_ByManyNodesAtOnce_QueuesOnce()
    {
        var nodes = new List<Microsoft.AspNetCore.Builder.WebApplication>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                var node = RegistryHost.Build(["--ConnectionStrings:Registry", ground.Registry.ConnectionString, "--environment", "Testing"]);
                nodes.Add(node);
                await node.Services.GetRequiredService<Eseur.Admin.Live.BoardCatchUp>().RunAsync();
                node.Services.GetRequiredService<MailingLaunch>().LettersAtOnce = 2;
            }
            var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
            await ground.Service<MailingActs>(ground.Apparatus).PlanAsync(id, version, null, null);
            var started = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Services.GetRequiredService<MailingLaunch>().StartAsync(id, CancellationToken.None))));

            Assert.Equal([9], started.OfType<int>());
            Assert.Equal(9, (await ground.LettersAsync(id)).Count);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_OfAnAuthorWhoMayNoMore_GoesBackToDrafts()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await ground.Service<MailingActs>(ground.Apparatus).PlanAsync(id, version, null, null);
        await using (var context = await ground.Registry.OpenAsync())
            await context.Grants.Where(g => g.UserId == ground.Apparatus.UserId).ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UtcNow));
        await ground.TurnAsync();

        Assert.Empty(await ground.LettersAsync(id));
        Assert.Equal(MailingState.Draft, (await ground.MailingAsync(id)).State);
    }

    [Fact]
    public async Task Start_InWaves_GivesEachTheirOwnMorning()
    {
        await using (var context = await ground.Registry.OpenAsync())
            await context.Organizations.Where(o => o.Id == ground.Schools[0]).ExecuteUpdateAsync(set => set.SetProperty(o => o.RegionCode, "25"));
        var hour = (byte)((DateTime.UtcNow.AddHours(3).Hour + 2) % 24);
        var id = await ground.SentAsync(ground.Apparatus, ground.Region, localHour: hour);

        var letters = await ground.LettersAsync(id);
        var (moscow, vladivostok) = (letters.Single(l => l.OrganizationId == ground.Region).NotBefore, letters.Single(l => l.OrganizationId == ground.Schools[0]).NotBefore);
        Assert.Equal((hour, hour), (moscow.AddHours(3).Hour, vladivostok.AddHours(10).Hour));
        // Five hours ago the hour had come there already: it is tomorrow's.
        Assert.Equal(TimeSpan.FromHours(17), vladivostok - moscow);
        var progress = await ground.Service<MailingFigures>(ground.Apparatus).ProgressAsync(id);
        Assert.Equal((0, 3, 9, moscow), (progress!.Due, progress.Later, progress.Total, progress.NextAt));
    }

    [Fact]
    public async Task Turn_WhenNoLetterWaits_FinishesTheMailing()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await ground.TurnAsync();
        Assert.Equal(MailingState.Running, (await ground.MailingAsync(id)).State);
        await using (var context = await ground.Registry.OpenAsync())
        {
            foreach (var letter in await context.Letters.Where(l => l.State == LetterState.Queued).ToListAsync())
                letter.MarkSent(DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        await ground.TurnAsync();

        var mailing = await ground.MailingAsync(id);
        Assert.Equal(MailingState.Finished, mailing.State);
        Assert.NotNull(mailing.EndedAt);
    }
}
