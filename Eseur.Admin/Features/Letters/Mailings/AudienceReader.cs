using System.Runtime.CompilerServices;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Somebody of an audience, and by whose clock they live.</summary>
internal readonly record struct AudienceMember(Recipient Recipient, string? RegionCode)
{
    /// <summary>Where the order in which letters are queued may be broken off: no place's people are ever queued in part.</summary>
    public int Place => Recipient.Kind == RecipientKind.Member ? Recipient.Id : Recipient.OrganizationId ?? 0;
}

/// <summary>
/// Who an audience is at this moment. People are written to by those who keep their records: only where the acting person
/// may write, and only at and below the organisation in whose name the mailing goes.
/// </summary>
public sealed class AudienceReader(RegistryDatabase database, VisibleBoard board, MemberRegister register, ReferenceStore references, TimeProvider clock)
{
    /// <summary>Cards asked for at once: more would be a longer question, not a faster one.</summary>
    private const int CardsAtOnce = 2000;

    /// <summary>One after another: all there are need no more memory than one. From the top of the union down.</summary>
    /// <param name="organizationId">In whose name.</param>
    internal IAsyncEnumerable<AudienceMember> ReadAsync(MailingAudience audience, LetterChannel channel, int organizationId, CancellationToken cancel = default) =>
        board.SubtreePath(organizationId) is not { } path ? AsyncEnumerable.Empty<AudienceMember>()
            : audience.To == RecipientKind.Member ? AllMembersAsync(audience.Members, channel, organizationId, path, cancel)
            : OthersAsync(audience, channel, path, null, cancel);

    /// <summary>
    /// In the order of places, behind one of them. Organisations are some tens of thousands, and are read at once; members may
    /// be millions, and are read as they are asked for.
    /// </summary>
    /// <param name="organizationId">In whose name.</param>
    /// <param name="after">0 for everybody.</param>
    /// <returns>How many there are, about; and they.</returns>
    /// <exception cref="InvalidOperationException">This node does not know the organisation yet, or no more.</exception>
    internal async Task<(int Count, IAsyncEnumerable<AudienceMember> People)> ReadAfterAsync(MailingAudience audience, LetterChannel channel, int organizationId, int after, CancellationToken cancel)
    {
        // Nobody would be everybody, and the mailing finished: an organisation that this node has not heard of yet is waited for.
        var path = board.SubtreePath(organizationId) ?? throw new InvalidOperationException($"Organisation {organizationId} is not on this node's board.");
        if (audience.To != RecipientKind.Member)
        {
            var others = await OthersAsync(audience, channel, path, after, cancel).ToListAsync(cancel);
            return (others.Count, others.ToAsyncEnumerable());
        }
        var ids = (await IdsAsync(audience.Members, organizationId, path, cancel)).Where(id => id > after).ToArray();
        return (ids.Length, MembersAsync(ids, audience.Members.Under ?? organizationId, channel, cancel));
    }

    private async IAsyncEnumerable<AudienceMember> OthersAsync(MailingAudience audience, LetterChannel channel, string path, int? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var context = await database.OpenAsync();
        var filter = audience.Organizations;
        var organizations = filter.Apply(context, board.SubtreePath(filter.Under), references.Book).InSubtree(path).Where(context.Actor, Powers.Write);
        if (after is not null)
            organizations = organizations.Where(o => o.Id > after);
        var people = audience.To switch
        {
            RecipientKind.Chairperson => KnownPerson.Chairpersons(organizations),
            RecipientKind.Organization => KnownPerson.Mailboxes(organizations),
            _ => KnownPerson.Activists(organizations, WithRole(context.Set<Activist>().AsNoTracking(), audience.Roles), clock.MoscowToday()),
        };
        var rows = (after is null ? people.OrderBy(p => p.Level).ThenBy(p => p.OrganizationId) : people.OrderBy(p => p.OrganizationId)).ThenBy(p => p.Id).AsAsyncEnumerable();
        await foreach (var person in (audience.To == RecipientKind.Chairperson ? CurrentAsync(rows, cancel) : audience.To == RecipientKind.Activist ? OnceAsync(rows, cancel) : rows).WithCancellation(cancel))
            yield return new AudienceMember(person.By(audience.To, channel), person.RegionCode);
    }

    private async IAsyncEnumerable<AudienceMember> AllMembersAsync(MemberFilter filter, LetterChannel channel, int organizationId, string path, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var person in MembersAsync(await IdsAsync(filter, organizationId, path, cancel), filter.Under ?? organizationId, channel, cancel))
            yield return person;
    }

    private async Task<int[]> IdsAsync(MemberFilter filter, int organizationId, string path, CancellationToken cancel)
    {
        // Nobody writes to those who have left.
        var under = filter.Under ?? organizationId;
        if (filter.OnRecord == false || board.SubtreePath(under)?.StartsWith(path, StringComparison.Ordinal) != true)
            return [];
        await register.Ready.WaitAsync(cancel);
        var ids = await register.IdsAsync(filter with { Under = under, OnRecord = true }, cancel);
        Array.Sort(ids);
        return ids;
    }

    private async IAsyncEnumerable<AudienceMember> MembersAsync(int[] ids, int under, LetterChannel channel, [EnumeratorCancellation] CancellationToken cancel)
    {
        var written = board.Within(under, Powers.Write)?.ToHashSet();
        await using var context = await database.OpenAsync();
        foreach (var chunk in ids.Chunk(CardsAtOnce))
        {
            foreach (var person in await KnownPerson.Members(context, chunk).OrderBy(p => p.Id).ToListAsync(cancel))
            {
                if (written?.Contains(person.OrganizationId) != false)
                    yield return new AudienceMember(person.By(RecipientKind.Member, channel), person.RegionCode);
            }
        }
    }

    private static IQueryable<Activist> WithRole(IQueryable<Activist> activists, IReadOnlyList<string> roles) =>
        roles.Count == 0 ? activists : activists.Where(a => roles.Contains(a.Role));

    /// <summary>Of several who hold one office the last elected, as <see cref="Organization.CurrentChairperson"/> says.</summary>
    internal static async IAsyncEnumerable<KnownPerson> CurrentAsync(IAsyncEnumerable<KnownPerson> rows, [EnumeratorCancellation] CancellationToken cancel)
    {
        KnownPerson? current = null;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (current is not null && current.OrganizationId != row.OrganizationId)
            {
                yield return current;
                current = null;
            }
            current = current is null || Comparer<(DateOnly?, int)>.Default.Compare((row.ElectedOn, row.Id), (current.ElectedOn, current.Id)) > 0 ? row : current;
        }
        if (current is not null)
            yield return current;
    }

    /// <summary>Who has several duties in one organisation stands there several times, and gets one letter.</summary>
    private static async IAsyncEnumerable<KnownPerson> OnceAsync(IAsyncEnumerable<KnownPerson> rows, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (organization, seen) = (0, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (organization != row.OrganizationId)
                seen.Clear();
            organization = row.OrganizationId;
            if (row.Email is null || seen.Add(row.Email))
                yield return row;
        }
    }
}
