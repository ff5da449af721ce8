using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Letters;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>An audience in words: «Председателям: первичные, Тверская область».</summary>
internal static class AudienceWords
{
    public static string Of(MailingAudience audience, VisibleBoard board, ReferenceBook book)
    {
        List<string> parts = [.. audience.To == RecipientKind.Member
            ? MemberChips.Of(audience.Members, book).Select(c => c.Text)
            : OrganizationChips.Of(audience.Organizations, book).Select(c => c.Text)];
        if (audience.Under is { } under && board.TryRead(under, out var place))
            parts.Insert(0, place.Name);
        parts.AddRange(audience.Roles.Select(r => book.Label(ReferenceLists.ActivistRole, r)));
        return $"{To(audience.To)}: {(parts.Count == 0 ? "всем" : string.Join(", ", parts))}";
    }

    public static string To(RecipientKind kind) => Ru.Sentence(LetterFields.InDative(kind));
}
