using System.Security.Cryptography;
using Eseur.Domain.Organizations;

namespace Eseur.Domain.Letters;

/// <summary>
/// One letter to one person: a row of the outbox, written in the same transaction as its cause, and afterwards the record of
/// what became of it. A node that sends it holds a lease; every write of the node asks for the lease it took.
/// </summary>
public sealed class Letter
{
    public const int AddressLength = 254;
    public const int ReasonLength = 300;
    public const int WordsLength = 8000;
    public const int SecretLength = 16;
    public const int StatusLength = 12;

    /// <summary>The reason of a letter that arrived and was called spam.</summary>
    public const string Complaint = "Пожаловался на спам";

    /// <summary>Of somebody who waits at the screen: for a new password, for an invitation.</summary>
    public const byte Urgent = 0;

    public const byte Usual = 1;

    /// <summary>Of mailings, and of nothing else.</summary>
    public const byte Bulk = 2;

    public static readonly IReadOnlyList<LetterChannel> Channels = Enum.GetValues<LetterChannel>();

    private const string SecretLetters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Between tries of one letter. Two days in all: longer, and the news in it is none.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    private Letter() { }

    public long Id { get; private set; }

    /// <summary>The same for every try, so that a repeat is known for one: the letter's Message-ID.</summary>
    public Guid Key { get; private set; }

    /// <summary>Known to the letter's recipient and mail servers only: reports and refusals of letters name it.</summary>
    public string Secret { get; private set; } = "";

    public LetterChannel Channel { get; private set; }

    public LetterKind Kind { get; private set; }

    /// <summary>Smaller goes first.</summary>
    public byte Priority { get; private set; }

    public int? MailingId { get; private set; }

    public RecipientKind RecipientKind { get; private set; }

    public int RecipientId { get; private set; }

    public int? OrganizationId { get; private set; }

    public LevelGroup Level { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>As it was when the letter was queued, and since its sending as it was then; null where there was none and after an erasure.</summary>
    public string? Address { get; private set; }

    /// <summary>Of the address, in small letters: limits and figures are by domain.</summary>
    public string? Domain { get; private set; }

    /// <summary>What its writer has to know; nothing that lets somebody in.</summary>
    public string? Words { get; private set; }

    public LetterState State { get; private set; }

    /// <summary>What was foreseen when it was queued.</summary>
    public Obstacle Forecast { get; private set; }

    /// <summary>Why it is not sent.</summary>
    public Obstacle Obstacle { get; private set; }

    /// <summary>When the consent was last looked up and was there: just before the sending; null where none is needed.</summary>
    public DateTime? ConsentSeenAt { get; private set; }

    public int Tries { get; private set; }

    /// <summary>UTC, as every moment here.</summary>
    public DateTime CreatedAt { get; private set; }

    public DateTime NotBefore { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>When it came to a state that lasts.</summary>
    public DateTime? SettledAt { get; private set; }

    /// <summary>Who sends it now.</summary>
    public Guid? Lease { get; private set; }

    public DateTime? LeaseUntil { get; private set; }

    /// <summary>The last answer's code, "5.1.1" (RFC 3463), or the three digits of SMTP.</summary>
    public string? Status { get; private set; }

    /// <summary>The last answer's words, without addresses.</summary>
    public string? Reason { get; private set; }

    public bool IsSettled => State is LetterState.Delivered or LetterState.Bounced or LetterState.Suppressed or LetterState.Failed;

    /// <param name="notBefore">UTC; null for at once.</param>
    /// <param name="words">For its writer, see <see cref="Words"/>.</param>
    public static Letter To(Recipient recipient, LetterKind kind, DateTime now, DateTime? notBefore = null, string? words = null, int? mailingId = null, LetterChannel channel = LetterChannel.Email)
    {
        if ((kind == LetterKind.Mailing) != (mailingId is not null))
            throw new ArgumentException("Letters of mailings, and they alone, belong to one.", nameof(mailingId));
        var letter = new Letter
        {
            Key = Guid.NewGuid(),
            Secret = RandomNumberGenerator.GetString(SecretLetters, SecretLength),
            Channel = channel,
            Kind = kind,
            Priority = kind switch { LetterKind.Mailing => Bulk, LetterKind.Notice => Usual, _ => Urgent },
            MailingId = mailingId,
            RecipientKind = recipient.Kind,
            RecipientId = recipient.Id,
            OrganizationId = recipient.OrganizationId,
            Level = recipient.Level,
            Name = recipient.Name.Length <= 200 ? recipient.Name : recipient.Name[..200],
            Words = words,
            CreatedAt = now,
            NotBefore = notBefore ?? now,
            Forecast = recipient.Obstacle,
        };
        letter.Readdress(recipient.Address);
        if (recipient.Obstacle != Obstacle.None)
            letter.Suppress(recipient.Obstacle, now);
        return letter;
    }

    /// <summary>What the registry says of the recipient at the moment of sending: the letter follows it.</summary>
    /// <returns>Whether it may go.</returns>
    public bool Meet(Recipient recipient, bool consented, DateTime now)
    {
        Readdress(recipient.Address);
        if (recipient.Obstacle != Obstacle.None)
        {
            Suppress(recipient.Obstacle, now);
            return false;
        }
        ConsentSeenAt = consented ? now : null;
        return true;
    }

    /// <summary>The writer of the words knows the address only when they are written.</summary>
    public void Readdress(string? address)
    {
        Address = address is { Length: > 0 and <= AddressLength } ? address : null;
        Domain = DomainOf(Address);
    }

    /// <returns>Null for what is no e-mail.</returns>
    public static string? DomainOf(string? address) => address?.LastIndexOf('@') is >= 0 and var at ? address[(at + 1)..].ToLowerInvariant() : null;

    public void Suppress(Obstacle obstacle, DateTime now)
    {
        if (obstacle == Obstacle.None)
            throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "A letter is withheld for a reason.");
        Obstacle = obstacle;
        Settle(LetterState.Suppressed, now);
    }

    /// <summary>The next server took it over.</summary>
    public void MarkSent(DateTime now)
    {
        Tries++;
        SentAt = now;
        (Status, Reason) = (null, null);
        (State, Lease, LeaseUntil) = (LetterState.Sent, null, null);
    }

    public void MarkDelivered(DateTime now)
    {
        if (State == LetterState.Sent)
            Settle(LetterState.Delivered, now);
    }

    /// <summary>It came back, or the next server refused it for good. A late report counts as well.</summary>
    public void MarkBounced(string? status, string? reason, DateTime now)
    {
        Told(status, reason);
        Settle(LetterState.Bounced, now);
    }

    /// <summary>Not now: another try after a pause that grows, or, past the last one, never.</summary>
    public void PutOff(string? status, string? reason, DateTime now)
    {
        Told(status, reason);
        if (Tries++ >= Pauses.Length)
            Settle(LetterState.Failed, now);
        else
            GiveBack(now + Pauses[Tries - 1]);
    }

    /// <summary>A report that says "still trying" moves nothing.</summary>
    public void Told(string? status, string? reason)
    {
        Status = status is { Length: > StatusLength } ? status[..StatusLength] : status;
        Reason = ServerWords.Clean(reason);
    }

    /// <summary>
    /// Its recipient pressed "spam": so it did arrive. One that is tried again, for it might not have, is withdrawn by whoever
    /// takes the complaint; it too keeps the mark by which a second copy of the complaint is known.
    /// </summary>
    public void Complain(DateTime now)
    {
        MarkDelivered(now);
        Reason = Complaint;
    }

    /// <summary>Nothing was tried: the letter waits on for whoever takes it next.</summary>
    public void GiveBack(DateTime notBefore)
    {
        NotBefore = notBefore;
        (State, Lease, LeaseUntil) = (LetterState.Queued, null, null);
    }

    /// <summary>Its node needs longer.</summary>
    public void Prolong(DateTime until) => LeaseUntil = until;

    /// <summary>The person's data were erased: that there was a letter, and what became of it, stays.</summary>
    public void Erase() => (Name, Address, Words, Reason) = ("", null, null, null);

    private void Settle(LetterState state, DateTime now)
    {
        (State, SettledAt, Lease, LeaseUntil) = (state, now, null, null);
        // What a notice said, or which name was typed for a new password, has done its work.
        Words = null;
    }
}
