using System.Globalization;

namespace Eseur.Admin.Data;

/// <summary>Who acts: a signed-in person or a named part of the program.</summary>
/// <param name="Name">As the change record prints it.</param>
/// <param name="UserId">Null for the program itself.</param>
/// <param name="WritePath">Path of the subtree this actor may change; null for nothing.</param>
public sealed record Actor(string Name, int? UserId, string? WritePath)
{
    public static Actor System(string name) => new(name, null, "/");

    /// <summary>The organisation where this actor's grant begins; null for nothing, and for the program itself.</summary>
    public int? OwnId() => WritePath?.Trim('/').Split('/')[^1] is { Length: > 0 } last ? int.Parse(last, CultureInfo.InvariantCulture) : null;

    public bool MayWrite(string path) => WritePath is not null && path.StartsWith(WritePath, StringComparison.Ordinal);
}
