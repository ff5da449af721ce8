using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Completeness;

/// <summary>Current chairpersons who agreed to letters. No counter holds it: a «no» is an answer too, and no gap.</summary>
public sealed class ChairpersonConsents(IDbContextFactory<RegistryContext> contexts, CompletenessBoard board)
{
    /// <summary>
    /// Of the organisations that have a chairperson. The slides print 29,2 % for 19 835 and do not say of how many;
    /// by their own number of organisations without a chairperson it is 28,9 %.
    /// </summary>
    public async Task<Share> ReadAsync(NodeView node, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Согласия"), cancel);
        var agreed = await Agreed(context.Organizations.InSubtree(board.SubtreePath(node.Id)!)).CountAsync(cancel);
        return new Share(agreed, node.Figures.Of(Catalogue.Passport.Gap(ChairpersonTab.ConsentEmail.Key)!).Whole);
    }

    internal static IQueryable<Organization> Agreed(IQueryable<Organization> organizations) => organizations.Where(o => o.Status == OrganizationStatus.Active
        && o.Chairpersons.Where(c => c.LeftOn == null).OrderByDescending(c => c.ElectedOn).ThenByDescending(c => c.Id).Select(c => c.ConsentEmail).FirstOrDefault() == true);
}
