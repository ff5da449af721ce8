using System.Diagnostics.CodeAnalysis;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Live;

/// <summary>
/// The board as the acting person may see it: an organisation outside the scope is as good as absent. Pages and services of
/// people read this one; the whole board is for the program's own work.
/// </summary>
public sealed class VisibleBoard(CompletenessBoard board, ICurrentActor current)
{
    private Scope Scope => current.Now?.Scope ?? Scope.Nothing;

    /// <summary>Where this person's view begins: the union itself for those who see all; 0 for those who see nothing.</summary>
    public int RootId => Scope is { IsEverything: true } ? board.RootId : Tops is [var first, ..] ? first : 0;

    /// <summary>The organisations that begin what this person sees, none of them below another.</summary>
    public IReadOnlyList<int> Tops
    {
        get
        {
            if (Scope.IsEverything)
                return board.RootId == 0 ? [] : [board.RootId];
            var reaches = Scope.Reaches.Where(r => r.Role.Allows().HasFlag(Powers.Read)).ToList();
            return [.. reaches.Where(r => !reaches.Exists(o => o.Path.Length < r.Path.Length && r.Path.StartsWith(o.Path, StringComparison.Ordinal))).Select(r => r.OrganizationId).Distinct()];
        }
    }

    public int NamesEdition => board.NamesEdition;

    public bool IsVisible(int id) => Scope.IsEverything || (board.SubtreePath(id) is { } path && Scope.May(Powers.Read, path));

    public bool TryRead(int id, [NotNullWhen(true)] out NodeView? view)
    {
        view = null;
        return IsVisible(id) && board.TryRead(id, out view);
    }

    /// <summary>The active primary organisation that the actor is at home in; null for those at home elsewhere.</summary>
    public NodeView? OwnPrimary(Actor? actor) =>
        actor?.OwnId is { } id && TryRead(id, out var own) && own.Level.IsPrimary() && own.Status == OrganizationStatus.Active ? own : null;

    /// <inheritdoc cref="CompletenessBoard.Children"/>
    public IReadOnlyList<NodeView> Children(int id, bool withClosed = false) => IsVisible(id) ? board.Children(id, withClosed) : [];

    /// <summary>From the uppermost visible organisation down to this one.</summary>
    public IReadOnlyList<NodeView> PathTo(int id)
    {
        var path = board.PathTo(id);
        return Scope.IsEverything ? path : [.. path.SkipWhile(n => !IsVisible(n.Id))];
    }

    /// <summary>The stored path of a visible organisation, for queries over its subtree; null for none, an unknown or an outside one.</summary>
    public string? SubtreePath(int? id) => id is { } known && IsVisible(known) ? board.SubtreePath(known) : null;

    /// <summary>How a list's address names its place: null where all that the person sees is below the organisation.</summary>
    public int? Under(int id) => Tops is [var top] && top == id ? null : id;

    /// <summary>Visible organisations of a subtree, or of all that is visible, where <paramref name="power"/> holds; null for every organisation there is.</summary>
    public IReadOnlyList<int>? Within(int? under, Powers power = Powers.Read)
    {
        if (Scope.IsEverything)
            return under is { } id && id != board.RootId ? board.Subtree(id) : null;
        var found = new HashSet<int>();
        foreach (var begin in Begin(under))
        {
            var path = board.SubtreePath(begin) ?? "";
            foreach (var reach in Scope.Reaches.Where(r => r.Role.Allows().HasFlag(power)))
            {
                var goesDown = reach.GoesDown(power);
                if (goesDown && path.StartsWith(reach.Path, StringComparison.Ordinal))
                {
                    if (begin == board.RootId)
                        return null;
                    found.UnionWith(board.Subtree(begin));
                }
                else if (reach.Path.StartsWith(path, StringComparison.Ordinal))
                {
                    found.UnionWith(goesDown ? board.Subtree(reach.OrganizationId) : [reach.OrganizationId]);
                }
            }
        }
        return [.. found];
    }

    /// <summary>Whether the person reads whom all the cards below are about.</summary>
    public bool ReadsAllPersons(int? under) => Scope.IsEverything || Begin(under).All(begin => board.SubtreePath(begin) is { } path
        && Scope.Reaches.Any(r => r.Allows(Powers.ReadPersons, path) && (r.GoesDown(Powers.ReadPersons) || (board.TryRead(begin, out var node) && node.ChildCount == 0))));

    private IReadOnlyList<int> Begin(int? under) => under is not { } id ? Tops : IsVisible(id) ? [id] : [];
}
