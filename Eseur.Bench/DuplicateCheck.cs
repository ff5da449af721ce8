using System.Diagnostics;
using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>
/// The look for likely duplicates against every card of the nation: of people put on record a second time (the demo's list
/// says who), whether the first card is found; of everybody else, how many others are shown to them in vain.
/// </summary>
internal static class DuplicateCheck
{
    private const int Checks = 2000;

    /// <param name="host">Over the national demo.</param>
    /// <param name="planted">The demo's list: card; repeated card; kind.</param>
    public static async Task RunAsync(BenchHost host, string planted)
    {
        var pairs = (await File.ReadAllLinesAsync(planted)).Select(l => l.Split(';', ',')).Where(p => int.TryParse(p[0], CultureInfo.InvariantCulture, out _))
            .Select(p => (Card: int.Parse(p[0], CultureInfo.InvariantCulture), Of: int.Parse(p[1], CultureInfo.InvariantCulture), Kind: p[2])).ToList();
        await using var scope = host.App.Services.CreateAsyncScope();
        var search = scope.ServiceProvider.GetRequiredService<DuplicateSearch>();
        await using var context = await host.OpenAsync();

        var sample = pairs.Where((_, i) => i % Math.Max(1, pairs.Count / Checks) == 0).ToList();
        await PlantedAsync(context, search, sample);
        var repeated = pairs.SelectMany(p => (int[])[p.Card, p.Of]).ToHashSet();
        var last = await context.Members.MaxAsync(m => m.Id);
        var random = new Random(20261121);
        var strangers = Enumerable.Range(0, Checks).Select(_ => random.Next(1, last + 1)).Where(id => !repeated.Contains(id)).ToList();
        await StrangersAsync(host, search, strangers);
    }

    private static async Task PlantedAsync(RegistryContext context, DuplicateSearch search, List<(int Card, int Of, string Kind)> pairs)
    {
        var found = new List<(string Kind, bool Shown, bool Asked)>();
        foreach (var (card, of, kind) in pairs)
        {
            if (await ReadAsync(context, card) is not { } member)
                continue;
            var row = (await search.FindAsync(context, PersonTraits.Of(member), member.OrganizationId)).FirstOrDefault(r => r.MemberId == of);
            found.Add((kind, row is not null, row?.IsStrong == true));
        }
        foreach (var kind in found.GroupBy(f => f.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
            Figure.Print($"Planted duplicates, {kind.Key}: shown / to be answered", $"{Percent(kind.Count(f => f.Shown), kind.Count())} / {Percent(kind.Count(f => f.Asked), kind.Count())} of {kind.Count()}");
        Figure.Print("Planted duplicates found", Percent(found.Count(f => f.Shown), found.Count), "95 % asked for");
    }

    private static async Task StrangersAsync(BenchHost host, DuplicateSearch search, List<int> ids)
    {
        var seconds = new List<double>();
        var (shown, alarms, disturbed) = (0, 0, 0);
        foreach (var id in ids)
        {
            await using var context = await host.OpenAsync();
            if (await ReadAsync(context, id) is not { } member)
                continue;
            var started = Stopwatch.GetTimestamp();
            await using var fresh = await host.OpenAsync();
            var rows = await search.FindAsync(fresh, PersonTraits.Of(member), member.OrganizationId);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            var others = rows.Where(r => r.MemberId != id).ToList();
            shown += others.Count;
            alarms += others.Count(r => r.IsStrong);
            disturbed += others.Exists(r => r.IsStrong) ? 1 : 0;
        }
        Figure.Print("Duplicate check, p50 / p95 / max", $"{Figure.Time(Figure.Percentile(seconds, 50))} / {Figure.Time(Figure.Percentile(seconds, 95))} / {Figure.Time(seconds.Max())}", "p95 50 ms allowed");
        Figure.Print("False ones a check: shown / to be answered", string.Create(CultureInfo.InvariantCulture, $"{(double)shown / seconds.Count:0.00} / {(double)alarms / seconds.Count:0.000}"));
        Figure.Print("Checks of new people that ask about a stranger", Percent(disturbed, seconds.Count));
    }

    private static Task<Member?> ReadAsync(RegistryContext context, int id) => context.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id);

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0.0} %");
}
