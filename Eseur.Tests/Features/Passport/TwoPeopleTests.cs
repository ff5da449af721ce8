using Eseur.Admin.Features.Passport;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Passport;

/// <summary>Walk 4: whatever two people do in whatever order, nobody's words are lost and nobody overwrites what they have not seen.</summary>
public sealed class TwoPeopleTests
{
    private static readonly Field[] Fields = [InpoTab.DuesRate, InstitutionTab.HeadPosition, InpoTab.IsSmall];
    private static readonly string[][] Texts = [["", "1", "2", "3"], ["", "Директор", "Ректор", "Декан"], ["", "Да", "Нет", "Да"]];

    private static readonly string[] Names = ["Анна", "Борис"];

    public enum Move { Type, Save, Refresh, SettleMine, SettleTheirs }

    public sealed record Step(int Person, Move Move, int Field, int Text);

    [Fact]
    public async Task Interleaved_RandomEdits_LoseNothing()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var region = await desk.Registry.FoundAsync(OrganizationLevel.Regional, desk.Registry.RootId, "Краевая организация");
        var steps = from person in Gen.Choose(0, 1)
                    from move in Gen.Elements(Move.Type, Move.Type, Move.Type, Move.Save, Move.Save, Move.Refresh, Move.SettleMine, Move.SettleTheirs)
                    from field in Gen.Choose(0, Fields.Length - 1)
                    from text in Gen.Choose(0, 3)
                    select new Step(person, move, field, text);
        var sessions = Gen.ArrayOf(steps, 40).ToArbitrary();
        await Task.Run(() => Prop.ForAll(sessions, session => PlayAsync(desk, region, session)).Check(Config.QuickThrowOnFailure.WithMaxTest(25)));
    }

    private static async Task<bool> PlayAsync(PassportDesk desk, int region, Step[] session)
    {
        var school = await desk.Registry.FoundAsync(OrganizationLevel.Primary, region, "ППО");
        var people = new[] { await desk.EditorAsync(Names[0], school), await desk.EditorAsync(Names[1], school) };
        foreach (var step in session)
        {
            if (!await HoldsAsync(desk, school, people[step.Person], step))
                return false;
        }
        return true;
    }

    private static async Task<bool> HoldsAsync(PassportDesk desk, int school, PassportEditor page, Step step)
    {
        var conflicts = page.Conflicts;
        var mine = step.Move == Move.SettleMine;
        var typed = page.Own.All.ToDictionary();
        switch (step.Move)
        {
            case Move.Type:
                page.Set(Fields[step.Field], Texts[step.Field][step.Text]);
                return true;
            case Move.Refresh:
                await page.RefreshAsync();
                return page.Own.All.All(e => typed[e.Key] == e.Value) && page.Own.Count == typed.Count;
        }
        // What the person was looking at when they pressed the button: for a settled conflict, the other's value.
        var seen = typed.ToDictionary(e => e.Key, e => e.Value.Was);
        var given = new HashSet<string>(StringComparer.Ordinal);
        bool saved;
        if (step.Move == Move.Save || conflicts.Count == 0)
        {
            saved = await page.SaveAsync();
        }
        else
        {
            foreach (var conflict in conflicts)
            {
                seen[conflict.Field.Key] = conflict.Theirs;
                if (!mine)
                    given.Add(conflict.Field.Key);
            }
            saved = await page.SettleAsync(conflicts.ToDictionary(c => c, _ => mine));
        }
        var expected = typed.Where(e => !given.Contains(e.Key)).ToList();
        if (!saved)
            return expected.All(e => page.Own.All.TryGetValue(e.Key, out var kept) && kept.Text == e.Value.Text);

        var now = (await desk.Service("Проверка").LoadAsync(school))!;
        var last = await desk.History("Проверка").ReadAsync(RecordRef.Passport(school), null, null, null, 1);
        // A save of what already stands in the record writes nothing: the last change is then the other's.
        var wrote = last.Count > 0 && last[0].Version == page.Now!.Version && last[0].Actor == Names[step.Person] ? last[0].Lines : [];
        return expected.All(e => now.Texts[e.Key] == e.Value.Text)
            && (expected.Count == 0 || wrote.Where(l => typed.ContainsKey(l.Key)).All(l => (l.Was ?? "") == seen[l.Key] || (l.Became ?? "") != typed[l.Key].Text));
    }
}
