using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;

namespace Eseur.Tests;

/// <summary>People for tests that need no sign-in.</summary>
internal static class Acting
{
    /// <param name="writePath">The subtree the person works with; "/" for everything; null for someone who only reads, and reads all.</param>
    public static Actor As(string name, int? userId, string? writePath) => new(name, userId, writePath switch
    {
        null => Scope.Of([new Reach(RegistryRole.PersonalAnalyst, "/1/", null)]),
        "/" => Scope.Everything,
        _ => Scope.Of([new Reach(RegistryRole.Apparatus, writePath, null)]),
    });
}
