using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Members.Register;

/// <summary>Filters as people make them.</summary>
internal static class MemberFilterGen
{
    public static Gen<MemberFilter> Filters(string?[] queries, int?[] organizations) =>
        from query in Gen.Elements(queries)
        from under in Gen.Elements(organizations)
        from employments in Some<Employment?>([Employment.Worker, Employment.Pensioner, null])
        from sexes in Some<Sex?>([Sex.Man, Sex.Woman, null])
        from lacks in Some(Catalogue.Card.Gaps)
        from ageFrom in Gen.Elements<int?>(null, null, 0, 18, 120)
        from ageTo in Gen.Elements<int?>(null, null, 35, 120)
        from dues in Some<string?>(["cashless", "no such, code", null])
        from tickets in Some(Enum.GetValues<TicketHeld>())
        from bonus in Gen.Elements<bool?>(null, true, false)
        from onRecord in Gen.Elements<bool?>(true, true, false, null)
        from order in Gen.Elements(Enum.GetValues<CardOrder>())
        from backwards in Gen.Elements(true, false)
        select new MemberFilter
        {
            Query = query, Under = under, Employments = employments, Sexes = sexes, Lacks = lacks, AgeFrom = ageFrom, AgeTo = ageTo,
            DuesForms = [.. dues.Where(d => d?.Contains(',', StringComparison.Ordinal) != true)], Tickets = tickets, Bonus = bonus, OnRecord = onRecord, Order = order, Descending = backwards,
        };

    private static Gen<T[]> Some<T>(IEnumerable<T> of)
    {
        var all = of.ToArray();
        return Gen.Frequency((3, Gen.Constant(Array.Empty<T>())), (1, Gen.SubListOf(all).Select(l => l.ToArray())));
    }

    public static string Text(MemberFilter f) => string.Join('|', f.Query ?? "∅", f.Under, string.Join(',', f.Employments.Select(e => e?.ToString() ?? "∅")), string.Join(',', f.Sexes.Select(s => s?.ToString() ?? "∅")),
        string.Join(',', f.Lacks.Select(g => g.Key)), f.AgeFrom, f.AgeTo, string.Join(',', f.DuesForms.Select(d => d ?? "∅")), string.Join(',', f.Tickets), f.Bonus, f.OnRecord?.ToString() ?? "any", f.Order, f.Descending);
}
