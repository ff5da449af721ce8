using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain.Organizations;

namespace Eseur.Tests.Features.Organizations;

public sealed class TreeModelTests
{
    private const int Root = 1, First = 2, Second = 3, Schools = 250;
    private readonly CompletenessBoard board = new();
    private readonly TreeModel tree;

    public TreeModelTests()
    {
        board.Apply([Row(Root, null, OrganizationLevel.Nation, "Профсоюз"), Row(First, Root, OrganizationLevel.Regional, "Первая"), Row(Second, Root, OrganizationLevel.Regional, "Вторая")]);
        board.Apply(Enumerable.Range(0, Schools).Select(i => Row(100 + i, First, OrganizationLevel.Primary, $"Школа № {i + 1}")));
        tree = new TreeModel(new VisibleBoard(board, new FixedActor(Actor.System("Проверка"))));
        tree.Reveal(Root);
    }

    [Fact]
    public void Reveal_Root_ShowsRegionsByName() =>
        Assert.Equal([(Root, 1, true), (Second, 2, null), (First, 2, (bool?)false)], tree.Lines.Select(l => (l.Key, l.Depth, l.Expanded)));

    [Fact]
    public void Toggle_Thousands_ShowsPortionAndHowManyMore()
    {
        tree.Toggle(First);
        Assert.Equal(3 + TreeModel.Portion + 1, tree.Lines.Count);
        Assert.Equal(Schools - TreeModel.Portion, tree.Lines[^1].Hidden);
        Assert.Equal("Школа № 2", tree.Lines[4].Node.Name);

        tree.ShowMore(First);

        Assert.Equal(3 + Schools, tree.Lines.Count);
    }

    [Fact]
    public void Reveal_BeyondPortion_ShowsItTooAndOnlyIt()
    {
        tree.Reveal(100 + 240);
        var last = tree.Lines[^2];
        Assert.Equal((340, 3, 241, Schools), (last.Key, last.Depth, last.Position, last.Siblings));
        Assert.Equal(3 + TreeModel.Portion + 2, tree.Lines.Count);
    }

    [Theory]
    [InlineData(Root, "ArrowDown", Second)]
    [InlineData(Second, "ArrowUp", Root)]
    [InlineData(Root, "ArrowUp", Root)]
    [InlineData(Root, "End", First)]
    [InlineData(First, "Home", Root)]
    [InlineData(First, "ArrowDown", First)]
    [InlineData(Second, "ArrowLeft", Root)]
    [InlineData(Second, "ArrowRight", Second)]
    [InlineData(Root, "ArrowRight", Second)]
    [InlineData(Root, "x", Root)]
    public void Step_FromLine_LeadsTo(int from, string key, int to) => Assert.Equal(to, tree.Step(from, key));

    [Fact]
    public void Step_RightTwice_OpensAndEnters()
    {
        Assert.Equal(First, tree.Step(First, "ArrowRight"));
        Assert.Equal(100, tree.Step(First, "ArrowRight"));
        Assert.Equal(-First, tree.Step(100, "End"));
        Assert.Equal(First, tree.Step(-First, "ArrowLeft"));
        Assert.Equal(First, tree.Step(First, "ArrowLeft"));
        Assert.Equal(3, tree.Lines.Count);
    }

    [Fact]
    public void Refresh_RenamedAndClosed_TakesBothAndSaysWhetherAnythingMoved()
    {
        Assert.False(tree.Refresh());
        board.Apply([Row(Second, Root, OrganizationLevel.Regional, "Новая")]);
        Assert.True(tree.Refresh());
        Assert.Contains(tree.Lines, l => l.Node.Name == "Новая");
        board.Apply([Row(Second, Root, OrganizationLevel.Regional, "Новая") with { Status = OrganizationStatus.Liquidated }]);
        Assert.True(tree.Refresh());
        Assert.DoesNotContain(tree.Lines, l => l.Key == Second);
    }

    private static BoardRow Row(int id, int? superior, OrganizationLevel level, string name) =>
        new(id, superior, level, OrganizationStatus.Active, name, "77", 1, 1, default, id);
}
