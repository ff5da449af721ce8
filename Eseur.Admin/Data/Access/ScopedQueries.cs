using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
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

    /// <summary>Asked before any rule of the card, whose sentences name the person.</summary>
    /// <exception cref="RuleBrokenException">The actor has no such power where the card is.</exception>
    public static async Task RequireAsync(this RegistryContext context, Powers power, Member member)
    {
        if (!await context.Organizations.Where(context.Actor, power).AnyAsync(o => o.Id == member.OrganizationId))
            throw new RuleBrokenException("У вас нет права изменять эту карточку: человек состоит на учёте в другой организации.");
    }
}
