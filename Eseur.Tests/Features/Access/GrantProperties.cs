using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Access;

/// <summary>Whatever is given, by whomever, in any order: nobody comes to more than those who gave it had.</summary>
public sealed class GrantProperties
{
    private static readonly string[] Paths = ["/1/", "/1/2/", "/1/3/", "/1/2/4/", "/1/2/5/", "/1/3/6/", "/1/20/"];

    private static readonly DateOnly?[] Days = [null, new(2027, 1, 31), new(2027, 6, 30), new(2028, 1, 1)];

    private static readonly Powers[] All = [Powers.Read, Powers.ReadPersons, Powers.Write, Powers.Give, Powers.Audit];

    private static readonly Gen<Reach> Reaches =
        from role in Gen.Elements(Enum.GetValues<RegistryRole>())
        from path in Gen.Elements(Paths)
        from until in Gen.Elements(Days)
        select new Reach(role, path, until);

    [Fact]
    public void MayGive_AnyScope_NeverLetsOutMoreThanItHas() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(from held in Reaches.ListOf() from given in Reaches select (held, given)), x =>
        {
            var giver = Scope.Of(x.held);
            if (!giver.MayGive(x.given.Role, x.given.Path, x.given.Until))
                return true;
            var taker = Scope.Of([x.given]);
            return All.Where(p => p is not (Powers.Write or Powers.ReadPersons) || x.given.Role != RegistryRole.Chairperson)
                .All(power => Paths.Where(path => taker.May(power, path)).All(path => giver.May(power, path)))
                && giver.Reaches.Any(r => r.Until is null || (x.given.Until is { } until && until <= r.Until));
        }));

    /// <summary>A chain of gifts that begins with one person: none of the takers reaches past the first.</summary>
    [Fact]
    public void Gifts_OneAfterAnother_StayWithinTheFirst() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(from first in Reaches from gifts in Reaches.ListOf() select (first, gifts)), x =>
        {
            var first = Scope.Of([x.first]);
            var holders = new List<Scope> { first };
            foreach (var gift in x.gifts.Where(g => holders.Exists(h => h.MayGive(g.Role, g.Path, g.Until))).ToList())
                holders.Add(Scope.Of([gift]));
            return holders.Skip(1).All(h => h.Reaches.All(r => All.All(power => Paths.Where(path => h.May(power, path)).All(path => first.May(power, path)))
                && (x.first.Until is null || (r.Until is { } until && until <= x.first.Until))));
        }));
}
