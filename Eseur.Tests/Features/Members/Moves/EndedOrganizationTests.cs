using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>Members of an organisation that is closed or joined to another.</summary>
public sealed class EndedOrganizationTests : IAsyncLifetime
{
    private MovesGround ground = null!;

    public async Task InitializeAsync() => ground = await MovesGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Close_WithMembers_TakesThemOffAndSaysHowMany()
    {
        int[] members = [await ground.PutAsync(ground.School), await ground.PutAsync(ground.School)];
        var left = await ground.PutAsync(ground.School);
        await ground.Moves.TakeOffAsync(left, 1, "own-wish", MovesGround.Joined);
        var stays = await ground.PutAsync(ground.OtherSchool);
        var request = await ground.AskAsync(ground.FarSchool, members[0], ground.FarSchool);

        await ground.OrganizationMoves.CloseAsync(ground.School, 1);

        foreach (var id in members)
        {
            var card = await ground.ReadAsync(id);
            Assert.Equal((MovesGround.Today, Member.ReasonOfClosing, 2), (card.OffRecordOn, card.OffReason, card.Version));
            Assert.Equal(MovesGround.Today, Assert.Single(card.Memberships).Until);
            Assert.Equal("Снят с учёта: «ППО школы № 1» закрыта", (await ground.LastChangeAsync(id)).Act);
        }
        Assert.Equal("own-wish", (await ground.ReadAsync(left)).OffReason);
        Assert.True((await ground.ReadAsync(stays)).IsOnRecord);
        Assert.Equal(TransferState.Withdrawn, (await ground.RequestAsync(request)).State);
        Assert.Equal("Закрыта, снято с учёта: 2 человека", await ActOfAsync(ground.School));
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Close_NobodyOnRecord_SaysOnlyThat()
    {
        await ground.OrganizationMoves.CloseAsync(ground.School, 1);
        Assert.Equal("Закрыта", await ActOfAsync(ground.School));
    }

    [Fact]
    public async Task Close_PutOnRecordWithADayToCome_EndsNotBeforeItBegan()
    {
        var id = await ground.PutAsync(ground.School, MovesGround.Today.AddDays(5));
        await ground.OrganizationMoves.CloseAsync(ground.School, 1);
        var line = Assert.Single((await ground.ReadAsync(id)).Memberships);
        Assert.Equal(line.Since, line.Until);
    }

    [Fact]
    public async Task Merge_ManyMembers_AllMoveToTheSuccessor()
    {
        var successor = await ground.Registry.FoundAsync(OrganizationLevel.PrimaryAsTerritorial, ground.Region, "ППО университета");
        var here = await ground.PutAsync(successor);
        await PutManyAsync(1200);

        await ground.OrganizationMoves.MergeAsync(ground.School, 1, successor);

        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(1201, await context.Members.CountAsync(m => m.OrganizationId == successor && m.OffRecordOn == null));
        Assert.Equal(1200, await context.Set<Membership>().CountAsync(l => l.OrganizationId == ground.School && l.Reason == Member.ReasonOfTransfer));
        Assert.Equal(1200, await context.Changes.CountAsync(c => c.MemberId != null && c.OrganizationId == successor && c.Version == 2 && c.Lines.Any(l => l.Field == "record-since")));
        Assert.Equal(1, (await ground.ReadAsync(here)).Version);
        Assert.Equal("Присоединена к «ППО университета», переведено: 1\u202f200 человек", await ActOfAsync(ground.School));
        await ground.AssertCountersAsync();
    }

    private async Task PutManyAsync(int count)
    {
        await using var context = await ground.Registry.OpenAsync();
        var school = await context.Organizations.AsNoTracking().SingleAsync(o => o.Id == ground.School);
        for (var i = 0; i < count; i++)
        {
            var member = Member.PutOnRecord(school, "Петров", "Иван", null, MovesGround.Joined, CardSource.Import);
            member.Fill(PersonTab.Sex, i % 3 == 0 ? Sex.Man : Sex.Woman);
            context.Add(member);
        }
        await context.SaveChangesAsync();
    }

    private async Task<string> ActOfAsync(int organization)
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.Changes.Where(c => c.OrganizationId == organization && c.MemberId == null).OrderByDescending(c => c.Version).Select(c => c.Act).FirstAsync();
    }
}
