using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Organizations;

/// <summary>Whatever people do to the tree, in whatever order, three things that are kept apart go on saying the same.</summary>
public sealed class OrganizationMovesProperties
{
    private static readonly OrganizationLevel[] Levels = [OrganizationLevel.Regional, OrganizationLevel.Territorial, OrganizationLevel.Primary, OrganizationLevel.PrimaryAsTerritorial];

    [Fact]
    public void AnySequenceOfActs_CountersPathsAndBoardAgreeWithRecords()
    {
        var acts = Gen.Choose(0, 8).SelectMany(kind => Gen.Choose(0, 999).SelectMany(a => Gen.Choose(0, 999).Select(b => (kind, a, b))));
        var sequences = Arb.From(acts.ArrayOf(40), Shrink);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8), Prop.ForAll(sequences, sequence => RunAsync(sequence).GetAwaiter().GetResult()));
    }

    private static IEnumerable<(int, int, int)[]> Shrink((int, int, int)[] acts) =>
        Enumerable.Range(0, acts.Length).Select(i => acts.Where((_, j) => j != i).ToArray());

    private static async Task RunAsync((int Kind, int A, int B)[] acts)
    {
        await using var registry = await TestRegistry.StartAsync();
        await GrowAsync(registry);
        var moves = registry.MovesAs(Actor.System("Проверка"));
        foreach (var (kind, a, b) in acts)
        {
            try
            {
                await ActAsync(registry, moves, kind, a, b);
            }
            catch (RuleBrokenException)
            {
                // The rules refuse many random acts; a refusal must leave no trace either.
            }
        }
        await registry.CatchUpAsync();
        await AssertCountersAndPathsAsync(registry);
        await AssertBoardAsync(registry);
    }

    private static async Task GrowAsync(TestRegistry registry)
    {
        for (var r = 0; r < 2; r++)
        {
            var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, $"Область {r}", legalEntity: true);
            for (var t = 0; t < 2; t++)
            {
                var district = await registry.FoundAsync(OrganizationLevel.Territorial, region, $"Район {r}{t}");
                await registry.FoundAsync(OrganizationLevel.Primary, district, $"Школа {r}{t}");
                var university = await registry.FoundAsync(OrganizationLevel.PrimaryAsTerritorial, district, $"Университет {r}{t}");
                await registry.FoundAsync(OrganizationLevel.Primary, university, $"Факультет {r}{t}");
            }
        }
    }

    private static async Task ActAsync(TestRegistry registry, OrganizationMoves moves, int kind, int a, int b)
    {
        var all = await ReadAsync(registry);
        var one = all[a % all.Count];
        var above = all.Where(o => one.Level.MayStandUnder(o.Level)).ToList();
        var peers = all.Where(o => o.Level.Group() == one.Level.Group()).ToList();
        var core = new OrganizationCore($"Новая {b}", $"Новая {b}", b % 2 == 0 ? "77" : null, b % 3 == 0);
        switch (kind)
        {
            case 0: await moves.FoundAsync(one.Id, Levels[b % Levels.Length], core); break;
            case 1: await moves.ChangeCoreAsync(one.Id, one.Version, core); break;
            case 2 or 3 when above.Count > 0: await moves.MoveAsync(one.Id, one.Version, above[b % above.Count].Id); break;
            case 4: await moves.MergeAsync(one.Id, one.Version, peers[b % peers.Count].Id); break;
            case 5: await moves.CloseAsync(one.Id, one.Version); break;
            case 6: await registry.ChangeAsync(one.Id, o => o.Fill(InpoTab.DuesRate, b % 2 == 0 ? 1m : null)); break;
            case 7: await registry.ChangeAsync(one.Id, o => o.Exempt(Catalogue.Passport.Gaps[b % Catalogue.Passport.Gaps.Count], "Так решили", "Проверка", DateTime.UnixEpoch)); break;
            default: await registry.CatchUpAsync(); break;
        }
    }

    private static async Task AssertCountersAndPathsAsync(TestRegistry registry)
    {
        var all = (await ReadAsync(registry)).ToDictionary(o => o.Id);
        foreach (var organization in all.Values)
        {
            Assert.Equal(Gaps.Of(organization), organization.Counter.Bits);
            var chain = "";
            for (var o = organization; o is not null; o = o.SuperiorId is { } superior ? all[superior] : null)
                chain = o.Id.ToString(CultureInfo.InvariantCulture) + "/" + chain;
            Assert.Equal("/" + chain, organization.Path);
        }
        await foreach (var difference in registry.App.Services.GetRequiredService<Recount>().RunAsync())
            Assert.Fail($"{difference} was found by a recount.");
    }

    private static async Task AssertBoardAsync(TestRegistry registry)
    {
        var rebuilt = new CompletenessBoard();
        await using var context = await registry.OpenAsync();
        rebuilt.Apply(await BoardRow.From(context, await context.CountersSinceAsync(0)).ToListAsync());
        foreach (var id in await context.Organizations.Select(o => o.Id).ToListAsync())
        {
            Assert.True(registry.Board.TryRead(id, out var live));
            Assert.True(rebuilt.TryRead(id, out var fresh));
            Assert.Equal(Text(fresh), Text(live));
        }
    }

    private static string Text(NodeView node) =>
        $"{node.Id} {node.SuperiorId} {node.Name} {node.Status} {node.ChildCount} {node.Figures.Total}: {string.Join(' ', node.Figures.MissingByBit())} / {string.Join(' ', node.Figures.ApplicableByBit())}";

    private static async Task<List<Organization>> ReadAsync(TestRegistry registry)
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.AsNoTracking().WithPassport().OrderBy(o => o.Id).ToListAsync();
    }
}
