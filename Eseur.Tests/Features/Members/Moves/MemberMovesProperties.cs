using Eseur.Domain;
using Eseur.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Members.Moves;

/// <summary>Whatever is done to people and to their organisations, in whatever order, the registry goes on saying what a few lines of a model say.</summary>
public sealed class MemberMovesProperties
{
    private const int Kinds = 12;

    [Fact]
    public void AnySequenceOfMoves_RegistryAgreesWithTheModel()
    {
        var moves = Gen.Choose(0, Kinds - 1).SelectMany(kind => Gen.Choose(0, 999).SelectMany(a => Gen.Choose(0, 999).Select(b => (kind, a, b))));
        var sequences = Arb.From(moves.ArrayOf(60), Shrink);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6), Prop.ForAll(sequences, sequence => RunAsync(sequence).GetAwaiter().GetResult()));
    }

    private static IEnumerable<(int, int, int)[]> Shrink((int, int, int)[] moves) =>
        Enumerable.Range(0, moves.Length).Select(i => moves.Where((_, j) => j != i).ToArray());

    private static async Task RunAsync((int Kind, int A, int B)[] moves)
    {
        await using var ground = await MovesGround.StartAsync();
        var model = new Model(ground);
        foreach (var (kind, a, b) in moves)
        {
            await model.ActAsync(kind, a, b);
            ground.Clock.Utc = ground.Clock.Utc.AddHours(7);
        }
        await model.AssertAsync();
    }

    /// <summary>Who is where, who has been where, and which organisations are open; nothing else.</summary>
    private sealed class Model(MovesGround ground)
    {
        private readonly List<int> people = [];
        private readonly List<int> requests = [];
        private readonly List<int> open = [ground.School, ground.OtherSchool, ground.FarSchool];
        private readonly Dictionary<int, int?> where = [];
        private readonly Dictionary<int, List<int>> been = [];
        private readonly Dictionary<int, int> versions = [];
        private readonly Dictionary<int, (int Member, int From, int To, bool ByGiver)> asked = [];

        private DateOnly Today => DateOnly.FromDateTime(ground.Clock.Utc.AddHours(3));

        public async Task ActAsync(int kind, int a, int b)
        {
            if (open.Count == 0)
                return;
            var place = open[b % open.Count];
            if (kind == 0 || people.Count == 0)
            {
                await PutAsync(place);
                return;
            }
            var who = people[a % people.Count];
            switch (kind)
            {
                case 1 or 2:
                    await TryAsync(where[who] is not null, async () => await ground.Moves.TakeOffAsync(who, versions[who], "own-wish", Today), () => Left(who, null));
                    break;
                case 3 or 4:
                    await TryAsync(where[who] is { } at && at != place, async () => await ground.Moves.TransferAsync(who, versions[who], place, Today), () => Left(who, place));
                    break;
                case 5:
                    await TryAsync(where[who] is null, async () => await ground.Moves.RejoinAsync(who, place, Today), () => Arrived(who, place));
                    break;
                case 6 or 7:
                    await AskAsync(who, place, byGiver: a % 2 == 0);
                    break;
                case 8 or 9 or 10 when requests.Count > 0:
                    await AnswerAsync(requests[a % requests.Count], kind);
                    break;
                case 11 when a % 3 == 0:
                    await EndAsync(place, b % 2 == 0 ? open[(b + 1) % open.Count] : null);
                    break;
            }
        }

        private async Task PutAsync(int place)
        {
            var id = await ground.PutAsync(place, Today);
            people.Add(id);
            (been[id], versions[id]) = ([], 0);
            Arrived(id, place);
        }

        private async Task AskAsync(int who, int place, bool byGiver)
        {
            var allowed = where[who] is { } at && at != place && !asked.Values.Any(r => r.Member == who);
            var id = 0;
            await TryAsync(allowed, async () => id = await ground.AskAsync(byGiver ? where[who] ?? place : place, who, place), () =>
            {
                requests.Add(id);
                asked[id] = (who, where[who]!.Value, place, byGiver);
            });
        }

        private async Task AnswerAsync(int id, int kind)
        {
            var isOpen = asked.TryGetValue(id, out var request);
            // A closed request is answered by the whole union: only its being closed is in the way then.
            var decider = !isOpen ? ground.Moves : await ground.MovesOfAsync(request.ByGiver == (kind == 10) ? request.From : request.To);
            await TryAsync(isOpen, () => kind switch { 8 => decider.AcceptAsync(id), 9 => decider.RefuseAsync(id, "Нет"), _ => decider.WithdrawAsync(id) }, () =>
            {
                asked.Remove(id);
                if (kind == 8)
                    Left(request.Member, request.To);
            });
        }

        private async Task EndAsync(int place, int? successor)
        {
            var version = await ground.OrganizationVersionAsync(place);
            await TryAsync(successor != place, () => successor is { } to ? ground.OrganizationMoves.MergeAsync(place, version, to) : ground.OrganizationMoves.CloseAsync(place, version), () =>
            {
                open.Remove(place);
                foreach (var who in people.Where(p => where[p] == place))
                    Left(who, successor);
                foreach (var id in asked.Where(r => r.Value.From == place || r.Value.To == place).Select(r => r.Key).ToList())
                    asked.Remove(id);
            });
        }

        private void Left(int who, int? to)
        {
            been[who].Add(where[who]!.Value);
            where[who] = to;
            versions[who]++;
            foreach (var id in asked.Where(r => r.Value.Member == who).Select(r => r.Key).ToList())
                asked.Remove(id);
        }

        private void Arrived(int who, int place)
        {
            where[who] = place;
            versions[who]++;
        }

        /// <summary>The registry refuses exactly what the model refuses.</summary>
        private static async Task TryAsync(bool allowed, Func<Task> act, Action done)
        {
            try
            {
                await act();
            }
            catch (RuleBrokenException refused)
            {
                Assert.False(allowed, refused.Message);
                return;
            }
            Assert.True(allowed, "The registry allowed what the rules forbid.");
            done();
        }

        public async Task AssertAsync()
        {
            await using var context = await ground.Registry.OpenAsync();
            var cards = await context.Members.AsNoTracking().Include(m => m.Memberships).ToDictionaryAsync(m => m.Id);
            foreach (var (id, card) in cards)
            {
                Assert.Equal(where[id], card.IsOnRecord ? card.OrganizationId : null);
                Assert.Equal(versions[id], card.Version);
                var lines = card.Memberships.OrderBy(l => l.Id).ToList();
                Assert.Equal(been[id], lines.Select(l => l.OrganizationId));
                foreach (var (earlier, later) in lines.Zip(lines.Skip(1)))
                    Assert.True(earlier.Since <= earlier.Until && earlier.Until <= later.Since, "Times on record overlap.");
                Assert.True(!card.IsOnRecord || lines.Count == 0 || lines[^1].Until <= card.OnRecordSince);
                Assert.Equal(Enumerable.Range(1, versions[id]), await context.Changes.Where(c => c.MemberId == id).OrderBy(c => c.Version).Select(c => c.Version).ToListAsync());
            }
            Assert.Equal(asked.Keys.Order(), await context.TransferRequests.Where(r => r.State == TransferState.Asked).Select(r => r.Id).OrderBy(i => i).ToListAsync());
            await ground.AssertCountersAsync();
        }
    }
}
