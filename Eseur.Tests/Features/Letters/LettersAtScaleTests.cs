using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Eseur.Tests.Features.Letters;

/// <summary>
/// The union's test of 2021 again: 15,000 letters of which 49 % reach primary and 72 % territorial organisations. Here the truth
/// about every address is known beforehand, and the registry has to find it out from a real mail server.
/// </summary>
public sealed class LettersAtScaleTests(PostfixServer postfix) : IClassFixture<PostfixServer>
{
    [PostfixFact]
    public async Task Mailing_ToFifteenThousand_EndsAsTheTruthIs()
    {
        await using var union = await MixedUnion.StartAsync([.. postfix.Settings, "--Sending:WindowHours", "0"]);
        var mailing = await union.SendAsync();
        await SettleAsync(union.Registry);

        await AssertLettersAsync(union, mailing);
        await AssertFiguresAsync(union, mailing);
        await AssertMarksAsync(union);
    }

    /// <summary>Everything the program does by its clocks, until nothing is left to do.</summary>
    private async Task SettleAsync(TestRegistry registry)
    {
        var services = registry.App.Services;
        var sender = services.GetRequiredService<LetterSender>();
        await sender.RunAsync(untilEmpty: true, CancellationToken.None);
        while (await TimePassesAsync(registry) > 0)
            await sender.RunAsync(untilEmpty: true, CancellationToken.None);
        await postfix.UntilEmptyAsync(TimeSpan.FromMinutes(3));
        await ReadReportsAsync(services.GetServices<IHostedService>().OfType<BounceKeeper>().Single());
        await services.GetRequiredService<LetterWindow>().SettleAsync(CancellationToken.None);
        await services.GetRequiredService<MailingStarter>().RunAsync(CancellationToken.None);
        await registry.CatchUpAsync();
    }

    private async Task ReadReportsAsync(BounceKeeper keeper)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await keeper.StartAsync(patience.Token);
        while (Reports("new") + Reports("taken") > 0)
            await Task.Delay(50, patience.Token);
        await keeper.StopAsync(patience.Token);
        Assert.Equal(0, Reports("aside"));

        int Reports(string part) => Path.Combine(postfix.BouncesFolder, part) is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder).Length : 0;
    }

    /// <returns>How many letters that were put off are due now.</returns>
    private static async Task<int> TimePassesAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Letters.Where(l => l.State == LetterState.Queued).ExecuteUpdateAsync(set => set.SetProperty(l => l.NotBefore, DateTime.UtcNow));
    }

    private async Task AssertLettersAsync(MixedUnion union, int mailing)
    {
        await using var context = await union.Registry.OpenAsync();
        var letters = await context.Letters.AsNoTracking().Where(l => l.MailingId == mailing).ToListAsync();
        Assert.Equal(union.Truth.Keys.Order(), letters.Select(l => l.OrganizationId!.Value).Order());
        Assert.Equal(MailingState.Finished, (await context.Mailings.SingleAsync(m => m.Id == mailing)).State);

        var wrong = letters.Where(l => Fate.Of(l) != union.Truth[l.OrganizationId!.Value].Fate).Select(l => $"{union.Truth[l.OrganizationId!.Value]}: {Fate.Of(l)} {l.Reason}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} letters, among them {string.Join("; ", wrong.Take(10))}{postfix.LogTail()}");
        Assert.All(letters.Where(l => l.State == LetterState.Delivered), l => Assert.NotNull(l.ConsentSeenAt));

        var arrived = await postfix.ArrivedAsync();
        Assert.Equal(letters.Where(l => l.State == LetterState.Delivered).Select(l => $"<{l.Key:N}@registry.example>").Order(StringComparer.Ordinal), arrived.Keys.Order(StringComparer.Ordinal));
        Assert.All(arrived, letter => Assert.Equal(1, letter.Value));
    }

    private static async Task AssertFiguresAsync(MixedUnion union, int mailing)
    {
        var figures = (await union.Service<MailingFigures>().OfAsync(mailing))!;
        await using var context = await union.Registry.OpenAsync();
        var foreseen = await context.Letters.Where(l => l.MailingId == mailing).Select(l => new { l.Level, l.Forecast }).ToListAsync();
        Assert.Equal([LevelGroup.Territorial, LevelGroup.Primary], figures.Levels.Select(l => l.Level).OrderBy(l => l == LevelGroup.Primary));
        foreach (var level in figures.Levels)
        {
            var truth = union.Truth.Values.Where(t => t.Level == level.Level).ToList();
            Assert.Equal((truth.Count, 0, 0), (level.Recipients, level.Waiting, level.OnTheWay));
            Assert.Equal((Count(LetterState.Delivered), Count(LetterState.Bounced), Count(LetterState.Failed), Count(LetterState.Suppressed)), (level.Delivered, level.Bounced, level.Failed, level.Suppressed));
            Assert.All(Enum.GetValues<Obstacle>(), obstacle =>
            {
                var those = truth.Count(t => t.Fate.Obstacle == obstacle);
                Assert.Equal(those, foreseen.Count(l => l.Level == level.Level && l.Forecast == obstacle));
                Assert.Equal(obstacle == Obstacle.None ? 0 : those, level.Withheld.GetValueOrDefault(obstacle));
            });
            Assert.Equal(LevelFigures.Slide(level.Level), (int)level.Arrived.Cut());
            Assert.Equal(level.Expected.Cut() - level.Arrived.Cut(), level.Error);

            int Count(LetterState state) => truth.Count(t => t.Fate.State == state);
        }
    }

    /// <summary>What came back is a gap until somebody writes another address; what was refused for another reason is none.</summary>
    private static async Task AssertMarksAsync(MixedUnion union)
    {
        var dead = union.Truth.Where(t => t.Value.IsDead).Select(t => t.Key).Order().ToList();
        await using var context = await union.Registry.OpenAsync();
        var marked = await context.Set<Chairperson>().Where(c => c.EmailFailedOn != null).Select(c => c.OrganizationId).Order().ToListAsync();
        Assert.Equal(dead, marked);

        Assert.True(union.Registry.Board.TryRead(union.Region, out var region));
        Assert.Equal(dead.Count, region.Figures.Of(Catalogue.Passport.Gap("chair-email-works")!).Part);
    }
}
