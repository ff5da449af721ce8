using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Organizations;

/// <summary>What a person may do with an organisation; <see cref="OrganizationMoves"/> holds to the same.</summary>
/// <param name="Edit">Change its own data.</param>
/// <param name="Add">Found a subordinate.</param>
/// <param name="Reshape">Move, merge or close it: the superior's business, not its own.</param>
public readonly record struct OrganizationRights(bool Edit, bool Add, bool Reshape)
{
    public static OrganizationRights Of(Actor? actor, VisibleBoard board, int id)
    {
        if (actor is null || !board.TryRead(id, out var node) || node.Status != OrganizationStatus.Active || board.SubtreePath(id) is not { } path)
            return default;
        var edit = actor.MayWrite(path);
        var holds = Enum.GetValues<OrganizationLevel>().Any(l => l.MayStandUnder(node.Level));
        var reshape = node.SuperiorId is { } superior && board.SubtreePath(superior) is { } above && actor.MayWrite(above);
        return new OrganizationRights(edit, edit && holds, reshape);
    }
}
