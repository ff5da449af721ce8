using Eseur.Domain.Access;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data.Access;

public static class ScopedQueries
{
    /// <summary>Those of the organisations where <paramref name="actor"/> has <paramref name="power"/>; none for nobody.</summary>
    public static IQueryable<Organization> Where(this IQueryable<Organization> organizations, Actor? actor, Powers power)
    {
        var scope = actor?.Scope ?? Scope.Nothing;
        if (scope.IsEverything)
            return organizations;
        var paths = scope.Patterns(power);
        return organizations.Where(o => paths.Any(l => EF.Functions.Like(o.Path, l)));
    }
}
