using System.Globalization;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Dashboard;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using static Eseur.Tests.Features.Dashboard.Figures;

namespace Eseur.Tests.Features.Dashboard;

public sealed class HeatTests
{
    private static readonly Admin.Live.NodeView[] Children =
    [
        Node(1, "СОШ № 10", (Dues, 5, 10), (Head, 0, 10)),
        Node(2, "СОШ № 2", (Dues, 50, 100), (Head, 0, 100)),
        Node(3, "Алтай", (Dues, 1, 10), (Head, 9, 10)),
    ];

    [Theory]
    [InlineData(null, false, "3,2,1")]
    [InlineData("dues", false, "2,1,3")]
    [InlineData("dues", true, "3,1,2")]
    [InlineData("head", false, "3,2,1")]
    [InlineData("name", false, "3,2,1")]
    [InlineData("name", true, "1,2,3")]
    public void Sort_ByColumn_WorstFirstThenMoreOrganizationsThenName(string? column, bool reversed, string ids) =>
        Assert.Equal(ids, string.Join(',', HeatRows.Sort(Children, new DashboardQuery { Sort = column, Reversed = reversed }).Select(r => r.Node.Id)));

    [Fact]
    public void Sort_SingleOrganizations_ComeAfterThoseWithOthersBelow()
    {
        var region = Node(5, "Районная", (Dues, 1, 10));
        var district = region with { Figures = new Admin.Live.NodeFigures(region.Figures.MissingByBit(), region.Figures.ApplicableByBit(), [0, 0, 0, 1, 9], Admin.Live.MemberFigures.None) };
        Assert.Equal([5, 6], HeatRows.Sort([Node(6, "ППО", (Dues, 1, 1)), district], new DashboardQuery { Gap = Dues }).Select(r => r.Node.Id));
        Assert.Equal([5, 6], HeatRows.Sort([Node(6, "ППО", (Dues, 1, 1)), district], new DashboardQuery { Gap = Dues, Reversed = true }).Select(r => r.Node.Id));
    }

    [Fact]
    public void Renew_NumberFell_KeepsPlacesAndMarksIt()
    {
        var rows = HeatRows.Sort(Children, new DashboardQuery { Gap = Dues });
        var renewed = HeatRows.Renew(rows, [Node(4, "Новая"), Children[0], Node(2, "СОШ № 2", (Dues, 1, 100), (Head, 2, 100)), Children[2]], Catalogue.Passport);
        Assert.Equal([2, 1, 3, 4], renewed.Select(r => r.Node.Id));
        Assert.Equal([Dues.Mask, 0L, 0L, 0L], renewed.Select(r => r.Fell));
    }

    [Fact]
    public void WorstBits_ManyMissing_AreTheOneAskedAboutAndTheWorst()
    {
        var row = new HeatRow(Node(1, "Областная", [.. Catalogue.Passport.Gaps.Select((g, i) => (g, i, 100))]), 0);
        var last = Catalogue.Passport.Gaps.TakeLast(3).ToList();
        Assert.Equal(last.Sum(g => g.Mask), row.WorstBits(new DashboardQuery()));
        Assert.Equal(Small.Mask | last[1].Mask | last[2].Mask, row.WorstBits(new DashboardQuery { Gap = Small }));
        Assert.Equal(0, new HeatRow(Node(1, "Всё", (Dues, 0, 9)), 0).WorstBits(new DashboardQuery { Gap = Dues }));
    }

    [Fact]
    public void Step_GrowsWithShareAndKeepsNoughtApart()
    {
        Assert.Equal(0, HeatShade.Step(new Share(0, 100)));
        Assert.Equal(1, HeatShade.Step(new Share(1, 1_000_000)));
        Assert.Equal(HeatShade.Darkest, HeatShade.Step(new Share(100, 100)));
        Assert.InRange(HeatShade.Step(new Share(1, 1)), 1, HeatShade.Darkest - 1);
        var steps = Enumerable.Range(0, 101).Select(p => HeatShade.Step(new Share(p, 100))).ToList();
        Assert.Equal(steps.Order(), steps);
    }

    [Fact]
    public void Shades_EachStep_IsDarkerThanTheLastAndReadable()
    {
        var last = 1.1;
        for (var step = 1; step <= HeatShade.Darkest; step++)
        {
            var rule = Regex.Match(Css(), $@"\.h{step} \{{ --shade: (#\w{{6}}); --on-shade: (#\w{{6}});", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.True(rule.Success, $"HeatMap.razor.css has no shade {step}.");
            var (ground, ink) = (Luminance(rule.Groups[1].Value), Luminance(rule.Groups[2].Value));
            Assert.True(ground < last, $"Shade {step} is not darker than {step - 1}.");
            Assert.True((Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05) >= 4.5, $"Shade {step} cannot be read.");
            last = ground;
        }
    }

    private static string Css([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../Eseur.Admin/Features/Dashboard/HeatMap.razor.css"));

    /// <summary>Relative luminance as WCAG defines it.</summary>
    private static double Luminance(string colour)
    {
        double Part(int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
