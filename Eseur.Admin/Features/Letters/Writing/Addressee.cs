using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>Whom a letter is for, and what the registry knows that the letter may say.</summary>
/// <param name="Name">In full, as the record has it; null where the letter goes to an organisation's own box.</param>
/// <param name="Organization">With its counter; with its chairpersons where <see cref="MailingText.ReadsChairperson"/>.</param>
/// <param name="Member">The card of a member; null for others.</param>
/// <param name="Superior">The short name of the organisation above.</param>
/// <param name="Root">What links to the registry begin with.</param>
/// <param name="View">What whoever looks at this letter may see of people: before it is sent, its author.</param>
public sealed record Addressee(RecipientKind Kind, string? Name, Organization Organization, Member? Member, string? Superior, ReferenceBook Book, Uri Root, PersonView View);
