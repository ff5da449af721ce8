using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>How the outbox stands.</summary>
/// <param name="Due">Letters whose hour has come.</param>
/// <param name="OldestDue">Since when the first of them waits, UTC.</param>
/// <param name="Later">Letters that wait for their hour.</param>
/// <param name="Sending">On their way at this moment.</param>
/// <param name="PutOff">Letters not taken so far and tried again, by the answer, most first.</param>
/// <param name="GivenUpToday">Since midnight in Moscow.</param>
/// <param name="ReportsAside">Reports that nobody could read; null where their folder cannot be looked into.</param>
/// <param name="WithoutWay">Channels but mail that letters wait for and that are not set up.</param>
public sealed record OutboxState(int Due, DateTime? OldestDue, int Later, int Sending, IReadOnlyList<PutOffLetters> PutOff, int GivenUpToday, int? ReportsAside, IReadOnlyList<LetterChannel> WithoutWay, DateTime At);

/// <param name="Status">As in <see cref="Letter.Status"/>.</param>
/// <param name="Reason">The server's words without addresses.</param>
public sealed record PutOffLetters(string? Status, string? Reason, int Count);
