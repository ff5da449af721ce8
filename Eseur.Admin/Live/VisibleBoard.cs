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

    /// <summary>The same for all who have the power in the same places: answers of one are no answers for another.</summary>
    public string ScopeKey(Powers power) => string.Join(' ', Scope.Patterns(power));

    /// <summary>Whether people are shown everywhere in the subtree, or in all that is visible.</summary>
    public bool ShowsPersons(int? under) =>
        Scope.IsEverything || Scope.Reaches.All(r => r.Role is RegistryRole.Apparatus or RegistryRole.Administrator or RegistryRole.PersonalAnalyst)
        || Within(under, Powers.ReadPersons) is not { } shown || (Within(under) is { } seen && seen.Count == shown.Count);

    /// <summary>Visible organisations of a subtree, or of all that is visible, where <paramref name="power"/> holds; null for every organisation there is.</summary>
    public IReadOnlyList<int>? Within(int? under, Powers power = Powers.Read)
    {
        if (Scope.IsEverything)
            return under is { } id && id != board.RootId ? board.Subtree(id) : null;
        var begin = under is null ? Tops : IsVisible(under.Value) ? [under.Value] : [];
        if (begin is [var root] && root == board.RootId && power == Powers.Read)
            return null;
        var found = begin.SelectMany(board.Subtree).Distinct();
        return power == Powers.Read ? [.. found] : [.. found.Where(id => board.SubtreePath(id) is { } path && Scope.May(power, path))];
    }
}
