using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;

namespace Eseur.Admin.Data;

/// <summary>Who acts: a signed-in person or a named part of the program.</summary>
/// <param name="Name">As the change record prints it.</param>
/// <param name="UserId">Null for the program itself.</param>
/// <param name="Scope">What they may, and where.</param>
/// <param name="Address">The network address they came from; null for the program itself.</param>
public sealed record Actor(string Name, int? UserId, Scope Scope, string? Address = null)
{
    /// <summary>The role asks for a second factor and the person has none: until there is one, nothing may be done.</summary>
    public bool NeedsSecondFactor { get; init; }

    public static Actor System(string name) => new(name, null, Scope.Everything);

    /// <summary>The organisation where this actor is at home: where the widest grant begins; null without one, and for the program itself.</summary>
    public int? OwnId => Scope.Reaches is [var first, ..] ? first.OrganizationId : null;

    public bool MayWrite(string path) => Scope.May(Powers.Write, path);

    public bool MayWriteAnywhere => Scope.MayAnywhere(Powers.Write);

    public bool MayReadPersons(string path) => Scope.May(Powers.ReadPersons, path);
}
