using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>What a person typed into the search: words of a name, or a number that the database finds by its own indexes.</summary>
public sealed record MemberQuery
{
    private const int LongestCardNumber = 9;

    /// <summary>Empty for a number.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    public long? Ticket { get; private init; }

    public string? Phone { get; private init; }

    public string? Email { get; private init; }

    /// <summary>The number of a card.</summary>
    public int? Card { get; private init; }

    public bool IsNumber => Ticket is not null || Phone is not null || Email is not null || Card is not null;

    public static MemberQuery Of(string? text)
    {
        var typed = (text ?? "").Trim();
        if (TicketNumber.Parse(typed) is { } ticket)
            return new MemberQuery { Ticket = ticket };
        if (typed.Contains('@', StringComparison.Ordinal))
            return new MemberQuery { Email = typed.ToLowerInvariant() };
        var number = typed.TrimStart('№', '#', ' ');
        if (number.Length is > 0 and <= LongestCardNumber && number.All(char.IsAsciiDigit))
            return new MemberQuery { Card = int.Parse(number, CultureInfo.InvariantCulture) };
        if (ContactsTab.Phone.Parse(typed, ReferenceBook.Default) is { IsValid: true, Value: string phone })
            return new MemberQuery { Phone = phone };
        return new MemberQuery { Words = [.. SearchText.Words(typed).Distinct()] };
    }

    /// <summary>Cards with the number; a ticket that was replaced or lost still leads to its person.</summary>
    public async Task<IReadOnlyList<int>> FindAsync(RegistryContext context, CancellationToken cancel) => this switch
    {
        { Ticket: { } ticket } => await context.Tickets.Where(t => t.Number == ticket).Select(t => t.MemberId).ToListAsync(cancel),
        { Phone: { } phone } => await context.Members.Where(m => m.Phone == phone).Select(m => m.Id).ToListAsync(cancel),
        { Email: { } email } => await context.Members.Where(m => m.Email == email).Select(m => m.Id).ToListAsync(cancel),
        { Card: { } card } => [card],
        _ => [],
    };
}
