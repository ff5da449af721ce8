using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Members.Register;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Tests.Features.Letters.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>A mailing whose queueing is broken off: everybody gets one letter all the same, unless somebody cancels it.</summary>
public sealed class MailingQueueTests : IAsyncLifetime
{
    private MailingGround ground = null!;

    private MailingActs Acts => ground.Service<MailingActs>(ground.Apparatus);

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        ground.Registry.App.Services.GetRequiredService<MailingLaunch>().LettersAtOnce = 2;
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Queueing_BrokenOffAtAnyLetter_GoesOnBehindTheLastBatch()
    {
        int[] places = [ground.Region, ground.Territory, .. ground.Schools];
        foreach (var (i, place) in places.Order().Index())
        {
            var id = await BrokenAsync(place);
            var queued = (await ground.LettersAsync(id)).Select(l => l.OrganizationId!.Value).ToList();
            Assert.Equal(places.Order().Take(i / 2 * 2), queued.Order());
            var mailing = await ground.MailingAsync(id);
            Assert.Equal((MailingState.Running, null, queued.Count, 9), (mailing.State, mailing.QueuedAt, mailing.LettersQueued, mailing.LettersToQueue));
            await ground.TurnAsync();

            Assert.Equal(places.Order(), (await ground.LettersAsync(id)).Select(l => l.OrganizationId!.Value).Order());
            mailing = await ground.MailingAsync(id);
            Assert.Equal((MailingState.Running, true, 9), (mailing.State, mailing.QueuedAt is not null, mailing.LettersQueued));
        }
    }

    [Fact]
    public async Task Queueing_LeftByANodeThatFell_IsTakenUpWhenItsLeaseEndsAndNotBefore()
    {
        var id = await BrokenAsync(ground.Schools[3]);
        await SetLeaseAsync(id, DateTime.UtcNow.AddMinutes(1));
        await ground.TurnAsync();
        Assert.Equal(4, (await ground.LettersAsync(id)).Count);

        await SetLeaseAsync(id, DateTime.UtcNow.AddSeconds(-1));
        await ground.TurnAsync();
        Assert.Equal(9, (await ground.LettersAsync(id)).Count);
    }

    [Fact]
    public async Task Queueing_OfMembers_GoesOnBehindTheLastCard()
    {
        var cards = await PutOnRecordAsync(7);
        await ground.CatchUpAsync();
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region, new MailingAudience { To = RecipientKind.Member, Members = new MemberFilter { Under = ground.Territory } });
        await Acts.PlanAsync(id, version, null, null);
        await BreakAsync($"NEW.RecipientKind = {(int)RecipientKind.Member} AND NEW.RecipientId = {cards[4]}");
        Assert.Equal(4, (await ground.LettersAsync(id)).Count);
        await ground.TurnAsync();

        Assert.Equal(cards, (await ground.LettersAsync(id)).Select(l => l.RecipientId).Order());
    }

    [Fact]
    public async Task Mailing_WhoseLettersHaveAllGone_IsNotOverWhileOthersAreToBeQueued()
    {
        var id = await BrokenAsync(ground.Schools[3]);
        await SetLeaseAsync(id, DateTime.UtcNow.AddMinutes(1));
        await using (var context = await ground.Registry.OpenAsync())
            await context.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LetterState.Sent));
        await ground.TurnAsync();

        Assert.Equal(MailingState.Running, (await ground.MailingAsync(id)).State);
        var progress = (await ground.Service<MailingFigures>(ground.Apparatus).ProgressAsync(id))!;
        Assert.Equal((4, 9, 9), (progress.Queueing!.Value.Part, progress.Queueing.Value.Whole, progress.Done.Whole));
    }

    [Fact]
    public async Task Pause_WhileLettersAreBeingQueued_HoldsThemAndTheRestFollows()
    {
        var id = await BrokenAsync(ground.Schools[3]);
        await Acts.PauseAsync(id);
        await ground.TurnAsync();
        Assert.Equal((9, MailingState.Paused), ((await ground.LettersAsync(id)).Count, (await ground.MailingAsync(id)).State));
        Assert.Equal(0, await ClaimAsync());

        await Acts.ResumeAsync(id);
        Assert.Equal(3, await ClaimAsync());
    }

    [Fact]
    public async Task Cancel_WhileLettersAreBeingQueued_QueuesNoMoreAndWithholdsTheRest()
    {
        var id = await BrokenAsync(ground.Schools[3]);
        await Acts.CancelAsync(id);
        await ground.TurnAsync();

        var letters = await ground.LettersAsync(id);
        Assert.Equal((4, true), (letters.Count, letters.All(l => l.State == LetterState.Suppressed)));
        Assert.Contains(letters, l => l.Obstacle == Obstacle.Cancelled);
    }

    [Fact]
    public async Task Author_WhoMayNoMoreWhenItIsTakenUp_WritesToNobodyElse()
    {
        var id = await BrokenAsync(ground.Schools[3]);
        await using (var context = await ground.Registry.OpenAsync())
            await context.Grants.Where(g => g.UserId == ground.Apparatus.UserId).ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UtcNow));
        await ground.TurnAsync();

        Assert.Equal(MailingState.Cancelled, (await ground.MailingAsync(id)).State);
        Assert.DoesNotContain(await ground.LettersAsync(id), l => !l.IsSettled);
        Assert.Equal(4, (await ground.LettersAsync(id)).Count);
    }

    /// <summary>The real program, killed in the middle of queueing, again and again.</summary>
    [Fact]
    public async Task Node_KilledWhileItQueues_LeavesNobodyOutAndWritesToNobodyTwice()
    {
        const int Schools = 8000;
        const int Kills = 3;
        await FoundAsync(Schools);
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await Acts.PlanAsync(id, version, null, null);
        var between = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = SenderProcess.Serve(ground.Registry);
            var (before, patience) = (await CountAsync(id), DateTime.UtcNow.AddMinutes(2));
            while (await CountAsync(id) is var now && now == before && now < Schools)
                Assert.True(DateTime.UtcNow < patience, node.Said);
            await node.KillAsync();
            if (await CountAsync(id) is > 0 and < Schools)
                between++;
            await SetLeaseAsync(id, DateTime.UtcNow.AddSeconds(-1));
        }
        Assert.True(between > 0, "Killed too late to show anything.");
        await ground.CatchUpAsync();
        await ground.TurnAsync();

        await using var context = await ground.Registry.OpenAsync();
        var organizations = await context.Organizations.Where(o => o.Id != ground.Registry.RootId && o.Id != ground.Beside).Select(o => o.Id).Order().ToListAsync();
        Assert.Equal(Schools + 9, organizations.Count);
        Assert.Equal(organizations, (await ground.LettersAsync(id)).Select(l => l.OrganizationId!.Value).Order());
        Assert.NotNull((await ground.MailingAsync(id)).QueuedAt);
    }

    /// <returns>A mailing to the region's chairpersons whose queueing failed at the letter to one of them.</returns>
    private async Task<int> BrokenAsync(int place)
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await Acts.PlanAsync(id, version, null, null);
        await BreakAsync($"NEW.OrganizationId = {place}");
        return id;
    }

    private async Task BreakAsync(string at)
    {
        await ground.ExecuteAsync($"CREATE TRIGGER Broken BEFORE INSERT ON Letters WHEN {at} BEGIN SELECT RAISE(ABORT, 'power cut'); END");
        await ground.TurnAsync();
        await ground.ExecuteAsync("DROP TRIGGER Broken");
    }

    private async Task SetLeaseAsync(int id, DateTime until)
    {
        await using var context = await ground.Registry.OpenAsync();
        await context.Mailings.Where(m => m.Id == id && m.QueuedAt == null).ExecuteUpdateAsync(set => set.SetProperty(m => m.QueueingUntil, until));
    }

    private async Task<int> ClaimAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5), 10, []);
    }

    private async Task<int> CountAsync(int id)
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.Letters.CountAsync(l => l.MailingId == id);
    }

    private async Task<IReadOnlyList<int>> PutOnRecordAsync(int count)
    {
        await using var context = await ground.Registry.OpenAsync();
        var school = await context.Organizations.WithPassport().SingleAsync(o => o.Id == ground.Schools[0]);
        var members = Enumerable.Range(0, count).Select(i => Member.PutOnRecord(school, "Орлова", $"Мария {i}", null, new DateOnly(2026, 9, 1), CardSource.Chairperson)).ToList();
        context.AddRange(members);
        await context.SaveChangesAsync();
        return [.. members.Select(m => m.Id).Order()];
    }

    private async Task FoundAsync(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(500))
        {
            await using var context = await ground.Registry.OpenAsync();
            var territory = await context.Organizations.SingleAsync(o => o.Id == ground.Territory);
            context.AddRange(chunk.Select(i => Organization.Found(OrganizationLevel.Primary, territory, $"ППО сада № {i}", $"ППО сада № {i}", "77", isLegalEntity: false)));
            await context.SaveChangesAsync();
        }
        await ground.ExecuteAsync($"UPDATE Organizations SET Path = (SELECT s.Path FROM Organizations AS s WHERE s.Id = {ground.Territory}) || Id || '/' WHERE SuperiorId = {ground.Territory}");
        await ground.CatchUpAsync();
    }
}
