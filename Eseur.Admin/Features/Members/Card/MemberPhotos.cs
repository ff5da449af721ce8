using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>The photograph of a card: kept apart from it, saved as one of its changes.</summary>
public sealed class MemberPhotos(RegistryDatabase database)
{
    public async Task<MemberPhoto?> FindAsync(int memberId)
    {
        await using var context = await database.OpenAsync();
        return await context.MemberPhotos.AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == memberId);
    }

    /// <summary>The organisation whose card the photograph is of; null for no card.</summary>
    public async Task<int?> PlaceAsync(int memberId)
    {
        await using var context = await database.OpenAsync();
        return await context.Members.Where(m => m.Id == memberId).Select(m => (int?)m.OrganizationId).SingleOrDefaultAsync();
    }

    /// <exception cref="RuleBrokenException">Not a photograph, or not this person's to change.</exception>
    public Task PutAsync(int memberId, byte[] content)
    {
        var type = PhotoContent.Require(content);
        return ChangeAsync(memberId, "Загружено фото", (context, photo) =>
        {
            if (photo is null)
                context.Add(new MemberPhoto(memberId, content, type));
            else
                photo.Replace(content, type);
        });
    }

    /// <exception cref="RuleBrokenException">Not this person's to change.</exception>
    public Task RemoveAsync(int memberId) => ChangeAsync(memberId, "Удалено фото", (context, photo) =>
    {
        if (photo is not null)
            context.Remove(photo);
    });

    private async Task ChangeAsync(int memberId, string act, Action<RegistryContext, MemberPhoto?> change) => await ThreeWayMerge.TryAsync(async () =>
    {
        await using var context = await database.OpenAsync();
        context.Act = act;
        // The card goes along: its version, its history and the right to change it are the photograph's as well.
        var member = await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == memberId) ?? throw new RuleBrokenException("Такой карточки больше нет в реестре.");
        await context.RequireAsync(Powers.Write, member);
        if (!member.IsOnRecord)
            throw new RuleBrokenException($"{member.FullName} снят с учёта: карточка только для чтения.");
        change(context, await context.MemberPhotos.SingleOrDefaultAsync(p => p.MemberId == memberId));
        return await context.SaveChangesAsync();
    });
}
