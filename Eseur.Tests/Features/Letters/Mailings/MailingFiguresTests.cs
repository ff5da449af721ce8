using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>Figures against letters counted one by one.</summary>
public sealed class MailingFiguresTests : IAsyncLifetime
{
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        for (var i = 0; i < 20; i++)
            await ground.ElectAsync(await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.Territory, $"ППО сада № {i}"), Obstacle.None);
        await ground.CatchUpAsync();
        id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using var context = await ground.Registry.OpenAsync();
        var now = DateTime.UtcNow;
        foreach (var (letter, i) in (await context.Letters.Where(l => l.State == LetterState.Queued).OrderBy(l => l.Id).ToListAsync()).Select((l, i) => (l, i)))
        {
            switch (i % 5)
            {
                case 0 or 1:
                    letter.MarkSent(now);
                    await context.SaveChangesAsync();
                    letter.MarkDelivered(now);
                    break;
                case 2:
                    letter.MarkBounced("5.1.1", $"<{letter.Address}>: unknown user", now);
                    break;
                case 3:
                    letter.MarkSent(now);
                    break;
                default:
                    break;
            }
        }
        await context.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Figures_ByLevel_AreTheLettersCounted()
    {
        var letters = await ground.LettersAsync(id);
        var table = (await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!;

        Assert.Equal([LevelGroup.Regional, LevelGroup.Territorial, LevelGroup.Primary], table.Levels.Select(l => l.Level));
        foreach (var level in table.Levels)
        {
            var own = letters.Where(l => l.Level == level.Level).ToList();
            Assert.Equal((own.Count, own.Count(l => l.Forecast == Obstacle.None), Count(LetterState.Queued), Count(LetterState.Sent), Count(LetterState.Delivered), Count(LetterState.Bounced), Count(LetterState.Suppressed)),
                (level.Recipients, level.Foreseen, level.Waiting, level.OnTheWay, level.Delivered, level.Bounced, level.Suppressed));

            int Count(LetterState state) => own.Count(l => l.State == state);
        }
        Assert.Equal((29, 23), (table.All.Recipients, table.All.Foreseen));
        Assert.Equal(6, table.All.Withheld.Count);
        Assert.Null(table.All.Error);
        Assert.Equal((49, 72, null), (LevelFigures.Slide(LevelGroup.Primary), LevelFigures.Slide(LevelGroup.Territorial), LevelFigures.Slide(LevelGroup.Regional)));
    }

    [Fact]
    public async Task Error_OnceAllIsSettled_IsTheForecastLessWhatArrived()
    {
        await using (var context = await ground.Registry.OpenAsync())
        {
            await context.Letters.Where(l => l.State == LetterState.Sent).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Delivered));
            await context.Letters.Where(l => l.State == LetterState.Queued).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Failed));
        }
        var all = (await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!.All;
        Assert.Equal(all.Expected.Cut() - all.Arrived.Cut(), all.Error);
        Assert.Equal(all.Foreseen - all.Bounced - all.Failed, all.Delivered);
        Assert.True(all.Error > 0);
    }

    [Fact]
    public async Task Domains_WhereMostIsLost_ComeFirst()
    {
        var letters = await ground.LettersAsync(id);
        var table = (await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!;

        Assert.Equal(2, table.Domains.Count);
        Assert.True(table.Domains[0].Lost >= table.Domains[1].Lost);
        Assert.All(table.Domains, d => Assert.Equal((letters.Count(l => l.Domain == d.Domain && l.State is LetterState.Sent or LetterState.Delivered or LetterState.Bounced && l.Domain == d.Domain), letters.Count(l => l.Domain == d.Domain && l.State == LetterState.Bounced)), (d.Letters, d.Lost)));
    }

    [Fact]
    public async Task Reasons_AreOfNobody()
    {
        var reason = Assert.Single((await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!.Reasons);
        Assert.Equal(("5.1.1", LetterState.Bounced), (reason.Status, reason.State));
        Assert.Equal("…: unknown user", reason.Example);
    }

    [Fact]
    public async Task Reasons_ForWhoeverMayNotReadPersons_AreWithoutTheServersWords()
    {
        foreach (var (role, at, words) in new[] { (Eseur.Domain.Access.RegistryRole.Analyst, ground.Region, null), (Eseur.Domain.Access.RegistryRole.Chairperson, ground.Region, null), (Eseur.Domain.Access.RegistryRole.PersonalAnalyst, ground.Region, "…: unknown user") })
        {
            var reader = await ground.HireAsync($"{role}@region.example", role, at);
            var reason = Assert.Single((await ground.Service<MailingFigures>(reader).OfAsync(id))!.Reasons);
            Assert.Equal((words, (await ground.LettersAsync(id)).Count(l => l.State == LetterState.Bounced)), (reason.Example, reason.Letters));
        }
        // Who may read all that the mailing wrote to, though not all that they see, gets the words as well.
        var above = await ground.HireAsync("above@union.example", Eseur.Domain.Access.RegistryRole.Analyst, ground.Registry.RootId);
        var both = new Actor(above.Name, above.UserId, Eseur.Admin.Data.Access.Scope.Of([.. above.Scope.Reaches, .. ground.Apparatus.Scope.Reaches]));
        Assert.Equal("…: unknown user", Assert.Single((await ground.Service<MailingFigures>(both).OfAsync(id))!.Reasons).Example);
    }

    [Fact]
    public async Task Reasons_OfACodeThatSomebodyComplainedUnder_QuoteTheServerAllTheSame()
    {
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Letters.Where(l => l.State == LetterState.Bounced).OrderBy(l => l.Id).FirstAsync()).Complain(DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        Assert.Equal("…: unknown user", Assert.Single((await ground.Service<MailingFigures>(ground.Apparatus).OfAsync(id))!.Reasons).Example);
    }

    [Fact]
    public async Task Letters_AsTheListShowsThem_AreReadAlongAnIndex()
    {
        await using var context = await ground.Service<RegistryDatabase>(ground.Apparatus).OpenAsync();
        await using var command = MailingRecipients.Shown(context.Letters.Where(l => l.MailingId == id), 50, 50).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await context.Database.OpenConnectionAsync();
        await using var plan = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await plan.ReadAsync())
            steps.Add(plan.GetString(3));
        Assert.Contains("(MailingId=?)", string.Join('\n', steps), StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", string.Join('\n', steps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_OfARunningMailing_SaysHowLongItTakes()
    {
        var progress = (await ground.Service<MailingFigures>(ground.Apparatus).ProgressAsync(id))!;
        var waiting = (await ground.LettersAsync(id)).Count(l => l.State == LetterState.Queued);
        Assert.Equal((29, waiting, 0, 29 - waiting), (progress.Total, progress.Due, progress.Later, progress.Done.Part));
        Assert.True(progress.PerMinute > 0);
        Assert.NotNull(progress.Left);
    }

    [Fact]
    public async Task Letters_ByWhoReads_AreThoseToTheirOrganizations()
    {
        foreach (var (reader, seen) in new[] { (ground.Apparatus, 29), (ground.Chairperson, 1) })
        {
            await using var context = await ground.Service<RegistryDatabase>(reader).OpenAsync();
            Assert.Equal(seen, await context.Letters.CountAsync());
        }
    }
}
