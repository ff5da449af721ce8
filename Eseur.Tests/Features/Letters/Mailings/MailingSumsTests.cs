using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>Many look at one mailing, and its letters are summed once.</summary>
public sealed class MailingSumsTests : IAsyncLifetime
{
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        id = await ground.SentAsync(ground.Apparatus, ground.Region);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Viewers_OfOneMailing_ShareOneSum()
    {
        var colleague = await ground.HireAsync("colleague@region.example", Eseur.Domain.Access.RegistryRole.Analyst, ground.Region);
        var viewers = Enumerable.Range(0, 20).Select(i => ground.Service<MailingFigures>(i % 2 == 0 ? ground.Apparatus : colleague)).ToList();
        var tables = await Task.WhenAll(viewers.Select(v => Task.Run(() => v.OfAsync(id))));

        Assert.Equal(9, tables[0]!.All.Recipients);
        Assert.All(tables, t => Assert.Same(tables[0], t));
    }

    [Fact]
    public async Task Viewer_WhoMayReadMoreOrNothing_GetsTheirOwn()
    {
        var root = await ground.HireAsync("root@union.example", Eseur.Domain.Access.RegistryRole.Apparatus, ground.Registry.RootId);
        var own = (await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!;

        Assert.NotSame(own, await ground.Service<MailingFigures>(root).OfAsync(id));
        Assert.Null(await ground.Service<MailingFigures>(ground.Chairperson).OfAsync(id));
    }

    [Fact]
    public async Task Act_OfSomebody_IsFollowedByAFreshSum()
    {
        var figures = ground.Service<MailingFigures>(ground.Apparatus);
        Assert.Equal(3, (await figures.ProgressAsync(id))!.Due);
        await ground.Service<MailingActs>(ground.Apparatus).CancelAsync(id);
        await ground.TurnAsync();

        var progress = (await figures.ProgressAsync(id))!;
        Assert.Equal((MailingState.Cancelled, 0), (progress.State, progress.Due));
    }

    [Fact]
    public async Task Sum_GrownOld_IsReadAnew()
    {
        var figures = ground.Service<MailingFigures>(ground.Apparatus);
        Assert.Equal(0, (await figures.OfAsync(id))!.All.Delivered);
        await using (var context = await ground.Registry.OpenAsync())
            await context.Letters.Where(l => l.State == LetterState.Queued).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Delivered));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await figures.OfAsync(id))!.All.Delivered == 0)
            await Task.Delay(100, patience.Token);
    }
}
