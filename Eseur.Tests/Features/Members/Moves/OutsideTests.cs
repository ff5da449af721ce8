using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>What people of two organisations, neither of which sees the other, learn of each other's members.</summary>
public sealed class OutsideTests : IAsyncLifetime
{
    private static readonly PersonTraits Stranger = new("Орлов", "Пётр", "Ильич", new DateOnly(1960, 1, 1));

    private MovesGround ground = null!;
    private int member;

    public async Task InitializeAsync()
    {
        ground = await MovesGround.StartAsync();
        member = await ground.PutAsync(ground.School);
        await ground.Registry.CatchUpAsync();
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Ask_WithoutKnowingThePerson_IsAnsweredAsForACardThatIsNotThere()
    {
        var far = await ground.MovesOfAsync(ground.FarSchool);
        var unknown = await RefusalAsync(() => far.RequestTransferAsync(999_999, ground.FarSchool, MovesGround.Petrova));
        Assert.Equal(unknown, await RefusalAsync(() => far.RequestTransferAsync(member, ground.FarSchool, Stranger)));
        Assert.Equal(unknown, await RefusalAsync(() => far.RequestTransferAsync(member, ground.FarSchool)));
        Assert.Equal(unknown, await RefusalAsync(() => far.RejoinAsync(member, ground.FarSchool, MovesGround.Today, MovesGround.Petrova)));
        Assert.Equal(unknown, await RefusalAsync(() => far.RejoinAsync(999_999, ground.FarSchool, MovesGround.Today, Stranger)));

        await ground.AskAsync(ground.OtherSchool, member, ground.OtherSchool);
        Assert.Equal(unknown, await RefusalAsync(() => far.RequestTransferAsync(member, ground.FarSchool, MovesGround.Petrova)));
        await ground.Moves.TakeOffAsync(member, null, "own-wish", MovesGround.Today);
        Assert.Equal(unknown, await RefusalAsync(() => far.RequestTransferAsync(member, ground.FarSchool, MovesGround.Petrova)));
    }

    [Fact]
    public async Task Offer_WithoutTheWholeInn_FindsNoOrganisation()
    {
        var giver = await ground.MovesOfAsync(ground.School);
        var absent = await RefusalAsync(() => giver.RequestTransferAsync(member, 999_999, inn: MovesGround.InnOf(ground.FarSchool)));
        foreach (var inn in new[] { null, "", MovesGround.InnOf(ground.FarSchool)[..9], MovesGround.InnOf(ground.OtherSchool) })
            Assert.Equal(absent, await RefusalAsync(() => giver.RequestTransferAsync(member, ground.FarSchool, inn: inn)));
        Assert.NotEqual(0, await giver.RequestTransferAsync(member, ground.FarSchool, inn: MovesGround.InnOf(ground.FarSchool)));
    }

    [Fact]
    public async Task Asked_UntilTheAnswer_ShowsTheAskersWordsAndTheGiverTheCard()
    {
        var typed = MovesGround.Petrova with { Patronymic = "Ивановна", Surname = "Пертова" };
        var far = await ground.MovesOfAsync(ground.FarSchool);
        var request = await far.RequestTransferAsync(member, ground.FarSchool, typed);

        var asked = Assert.Single((await ground.TransfersOfAsync(ground.FarSchool)).Asked);
        Assert.Equal((null, "Пертова Анна Ивановна", null), (asked.MemberId, asked.FullName, asked.From));
        var toAnswer = Assert.Single((await ground.TransfersOfAsync(ground.School)).ToAnswer);
        Assert.Equal((member, "Петрова Анна Ивановна", "ППО гимназии"), (toAnswer.MemberId!.Value, toAnswer.FullName, toAnswer.To));

        await (await ground.MovesOfAsync(ground.School)).AcceptAsync(request);

        var accepted = Assert.Single((await ground.TransfersOfAsync(ground.FarSchool)).Answered);
        Assert.Equal((member, "Петрова Анна Ивановна", "ППО школы № 1"), (accepted.MemberId!.Value, accepted.FullName, accepted.From));
        Assert.Null(Assert.Single((await ground.TransfersOfAsync(ground.School)).Answered).MemberId);
    }

    [Fact]
    public async Task Asked_EndedByAFact_DoesNotSayWhich()
    {
        await ground.AskAsync(ground.FarSchool, member, ground.FarSchool);
        await (await ground.MovesOfAsync(ground.School)).TakeOffAsync(member, null, "death", MovesGround.Today);

        var ended = Assert.Single((await ground.TransfersOfAsync(ground.FarSchool)).Answered);
        Assert.Equal(("Запрос больше не действует.", null, null), (ended.Reason, ended.DecidedBy, ended.From));
    }

    [Fact]
    public async Task Offer_SeenByTheReceiver_NamesThePersonAndTheGiver()
    {
        var request = await ground.AskAsync(ground.School, member, ground.FarSchool);
        var offered = Assert.Single((await ground.TransfersOfAsync(ground.FarSchool)).ToAnswer);
        Assert.Equal((null, "Петрова Анна Ивановна", "ППО школы № 1"), (offered.MemberId, offered.FullName, offered.From));

        await (await ground.MovesOfAsync(ground.FarSchool)).AcceptAsync(request);

        Assert.Equal(ground.FarSchool, (await ground.ReadAsync(member)).OrganizationId);
        await ground.AssertCountersAsync();
    }

    [Fact]
    public async Task Duplicates_OfAnotherOrganisation_SayThatThereIsOneAndNothingOfIt()
    {
        var off = await ground.PutAsync(ground.OtherSchool);
        await ground.Moves.TakeOffAsync(off, null, "own-wish", MovesGround.Today);
        var found = await FindAsync(ground.FarSchool, MovesGround.Petrova);

        Assert.Equal([DuplicateRow.Elsewhere, DuplicateRow.OnceElsewhere], found.Select(f => f.Name).Order());
        Assert.All(found, f => Assert.Equal((null, 0, null, null, null, "Совпали имя и день рождения.", true), (f.Birth, f.OrganizationId, f.Organization, f.Region, f.OffRecordOn, f.Why, f.IsOutside)));
        // That somebody of this name is a member somewhere is nobody's business.
        Assert.Empty(await FindAsync(ground.FarSchool, MovesGround.Petrova with { BirthDate = null }));
        // Who may put nobody on record has nobody to compare.
        await using var context = await ground.Registry.OpenAsync();
        context.Actor = Acting.As("Аналитик", null, null);
        Assert.Empty(await new DuplicateSearch(null!, ground.Registry.Board).FindAsync(context, MovesGround.Petrova, ground.FarSchool));
    }

    [Fact]
    public async Task Reshape_OfOnesOwnTop_IsTheSuperiorsBusiness()
    {
        await using var scope = ground.Registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(await ground.ActorOfAsync(ground.School));
        var moves = scope.ServiceProvider.GetRequiredService<OrganizationMoves>();
        Assert.Contains("вышестоящая организация", await RefusalAsync(() => moves.CloseAsync(ground.School, 1)), StringComparison.Ordinal);
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(OrganizationStatus.Active, await context.Organizations.Where(o => o.Id == ground.School).Select(o => o.Status).SingleAsync());
    }

    /// <summary>The scope's condition is asked of rows already found, whatever else is asked for.</summary>
    [Fact]
    public async Task Plans_UnderAChairperson_ReadNoTableOfMembersFromEndToEnd()
    {
        await using var context = await ground.Registry.OpenAsync();
        context.Actor = await ground.ActorOfAsync(ground.School);
        int[] page = [member, member + 1, member + 2];
        IQueryable[] asked =
        [
            context.Members.Where(m => m.Id == member), context.Members.Where(m => page.Contains(m.Id)), context.Members.Where(m => m.Phone == "+7"),
            context.Tickets.Where(t => page.Contains(t.MemberId)), context.MemberPhotos.Where(p => p.MemberId == member), context.Changes.Where(c => c.MemberId == member).OrderByDescending(c => c.Version),
            context.Organizations.Where(o => o.Id == ground.School), DuplicateSearch.Cards(context, MovesGround.Petrova),
        ];
        foreach (var query in asked)
        {
            await using var command = query.CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await context.Database.OpenConnectionAsync();
            await using var plan = await command.ExecuteReaderAsync();
            var steps = new List<string>();
            while (await plan.ReadAsync())
                steps.Add(plan.GetString(3));
            Assert.True(steps.TrueForAll(s => !s.StartsWith("SCAN", StringComparison.Ordinal) || s.Contains("VIRTUAL TABLE", StringComparison.Ordinal) || s.StartsWith("SCAN (subquery", StringComparison.Ordinal)), command.CommandText + "\n" + string.Join("\n", steps));
        }
    }

    private async Task<IReadOnlyList<DuplicateRow>> FindAsync(int organization, PersonTraits person)
    {
        await using var context = await ground.Registry.OpenAsync();
        context.Actor = await ground.ActorOfAsync(organization);
        return await new DuplicateSearch(null!, ground.Registry.Board).FindAsync(context, person, organization);
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Message;
}
