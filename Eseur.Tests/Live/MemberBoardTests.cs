using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Xunit;

namespace Eseur.Tests.Live;

/// <summary>Members' sums climb the tree, whatever order organisations and members come in.</summary>
public sealed class MemberBoardTests
{
    private static readonly int[] Five = Counts(5);

    [Fact]
    public void Apply_Members_CountThemInEverySuperior()
    {
        var board = Tree();

        var moved = board.Apply([new BoardMembers(3, Five, 7)]);

        Assert.Equal([1, 2, 3], moved.Order());
        Assert.Equal(5, Total(board, 1));
        Assert.Equal(5, Total(board, 3));
        Assert.Equal(7, board.MemberSequence);
    }

    [Fact]
    public void Apply_MembersBeforeTheirOrganisation_CountThemOnceItComes()
    {
        var board = new CompletenessBoard();

        board.Apply([new BoardMembers(3, Five, 1)]);
        board.Apply(Rows());

        Assert.Equal(5, Total(board, 1));
    }

    [Fact]
    public void Apply_MembersAgain_ReplacesWhatTheyWere()
    {
        var board = Tree();

        board.Apply([new BoardMembers(3, Five, 1)]);
        board.Apply([new BoardMembers(3, Counts(4), 2)]);

        Assert.Equal(4, Total(board, 1));
    }

    [Fact]
    public void Apply_OrganisationClosed_ItsMembersLeaveTheSums()
    {
        var board = Tree();
        board.Apply([new BoardMembers(3, Five, 1)]);

        board.Apply([Row(3, 2, OrganizationLevel.Primary) with { Status = OrganizationStatus.Liquidated }]);

        Assert.Equal(0, Total(board, 1));
    }

    [Fact]
    public void Apply_OrganisationMoved_ItsMembersGoAlong()
    {
        var board = Tree();
        board.Apply([Row(4, 1, OrganizationLevel.Regional)]);
        board.Apply([new BoardMembers(3, Five, 1)]);

        board.Apply([Row(3, 4, OrganizationLevel.Primary)]);

        Assert.Equal(0, Total(board, 2));
        Assert.Equal(5, Total(board, 4));
        Assert.Equal(5, Total(board, 1));
    }

    [Fact]
    public void Of_GapOfStudents_IsOfStudentsOnly()
    {
        var board = Tree();
        var counts = Counts(10);
        counts[Measures.Of(Employment.Student, Sex.Woman).Index] = 4;
        counts[Measures.Of(Catalogue.Card.Gap(WorkTab.Course.Key)!).Index] = 3;

        board.Apply([new BoardMembers(3, counts, 1)]);

        Assert.True(board.TryRead(1, out var root));
        Assert.Equal(new Share(3, 4), root.Figures.Of(Catalogue.Card.Gap(WorkTab.Course.Key)!));
    }

    private static CompletenessBoard Tree()
    {
        var board = new CompletenessBoard();
        board.Apply(Rows());
        return board;
    }

    private static BoardRow[] Rows() => [Row(1, null, OrganizationLevel.Nation), Row(2, 1, OrganizationLevel.Regional), Row(3, 2, OrganizationLevel.Primary)];

    private static BoardRow Row(int id, int? superior, OrganizationLevel level) =>
        new(id, superior, level, OrganizationStatus.Active, $"Организация {id}", "77", 1, 1, default, id);

    private static int[] Counts(int total)
    {
        var counts = new int[Measures.All.Count];
        counts[Measures.Total.Index] = total;
        return counts;
    }

    private static int Total(CompletenessBoard board, int id)
    {
        Assert.True(board.TryRead(id, out var node));
        return node.Members.Total;
    }
}
