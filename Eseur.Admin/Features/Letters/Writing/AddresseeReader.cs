using Eseur.Admin.Data;
using Eseur.Admin.Shared.Fields;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>Reads what a letter may say of its recipient, as the acting person sees them.</summary>
public sealed class AddresseeReader(RegistryDatabase database, ReferenceStore references, PublicAddress address)
{
    /// <param name="recipientId">Of the chairperson's or the activist's line, or of the card; 0 where the office is empty.</param>
    /// <returns>Null for one that there is not, or that the acting person may not see.</returns>
    public async Task<Addressee?> FindAsync(RecipientKind kind, int recipientId, int organizationId)
    {
        await using var context = await database.OpenAsync();
        var organizations = context.Organizations.AsNoTracking().Include(o => o.Counter).Include(o => o.Chairpersons);
        if (await organizations.SingleOrDefaultAsync(o => o.Id == organizationId) is not { } organization)
            return null;
        var member = kind == RecipientKind.Member ? await context.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == recipientId && m.OrganizationId == organizationId) : null;
        if (kind == RecipientKind.Member && member is null)
            return null;
        var name = kind switch
        {
            RecipientKind.Chairperson => organization.Chairpersons.FirstOrDefault(c => c.Id == recipientId)?.Name,
            RecipientKind.Activist => await context.Set<Eseur.Domain.Passports.Activist>().Where(a => a.Id == recipientId && a.OrganizationId == organizationId).Select(a => a.Name).SingleOrDefaultAsync(),
            RecipientKind.Member => member!.FullName,
            _ => null,
        };
        var superior = await context.Organizations.Where(o => o.Id == organization.SuperiorId).Select(o => o.ShortName).SingleOrDefaultAsync();
        return new Addressee(kind, name, organization, member, superior, references.Book, Root, PersonView.Of(context.Actor, organization.Path));
    }

    /// <summary>A draft may be looked at before whoever runs the registry has named its address.</summary>
    private Uri Root => address.Root ?? new Uri("https://localhost/");
}
