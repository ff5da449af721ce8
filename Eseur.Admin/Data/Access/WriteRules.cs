using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Eseur.Admin.Data.Access;

/// <summary>
/// Who may save what: one rule for each kind of row. A kind without a rule is saved by nobody. Passports, cards and
/// requests have rules of their own in <see cref="ChangeKeeper"/> and <see cref="MemberKeeper"/>, which see a record whole.
/// </summary>
internal static class WriteRules
{
    private delegate Task Rule(ComingSave save, EntityEntry entry);

    private static readonly Dictionary<Type, Rule> Rules = new()
    {
        [typeof(Organization)] = Elsewhere,
        [typeof(PassportRow)] = Elsewhere,
        [typeof(Exemption)] = Elsewhere,
        [typeof(Member)] = Elsewhere,
        [typeof(Ticket)] = Elsewhere,
        [typeof(Membership)] = Elsewhere,
        [typeof(PastConsent)] = Elsewhere,
        [typeof(MemberPhoto)] = Elsewhere,
        [typeof(TransferRequest)] = Elsewhere,
        [typeof(Counter)] = WithItsOrganization,
        [typeof(MemberCounter)] = WithItsOrganization,
        [typeof(Snapshot)] = Program,
        [typeof(DataProtectionKey)] = Program,
        [typeof(SignInGuard)] = Program,
        [typeof(ReferenceItem)] = UnionsOwn,
        [typeof(ConsentText)] = UnionsOwn,
        [typeof(SavedView)] = Own,
        [typeof(UserSession)] = Session,
        [typeof(Mailing)] = LetterRules.MailingAsync,
        [typeof(MailingFile)] = LetterRules.FileAsync,
        [typeof(Letter)] = LetterRules.Letter,
        [typeof(NoticeCause)] = LetterRules.Cause,
        [typeof(Notice)] = LetterRules.Notice,
        [typeof(NoticeSetting)] = Own,
        [typeof(RegistryUser)] = AccountRules.CheckAsync,
        [typeof(IdentityUserClaim<int>)] = SignInPart,
        [typeof(IdentityUserLogin<int>)] = SignInPart,
        [typeof(IdentityUserToken<int>)] = SignInPart,
        [typeof(IdentityUserPasskey<int>)] = SignInPart,
        [typeof(Grant)] = GrantRules.CheckAsync,
        [typeof(Change)] = Added,
        [typeof(Reading)] = Added,
        [typeof(Seal)] = (save, entry) => Task.WhenAll(Added(save, entry), Program(save, entry)),
        [typeof(ChangeLine)] = Line,
    };

    /// <exception cref="Domain.RuleBrokenException">The acting person may not; the message says who may.</exception>
    /// <exception cref="InvalidOperationException">Nobody may, or nobody acts: the program is wrong.</exception>
    public static Task CheckAsync(ComingSave save, EntityEntry entry) => entry.Metadata.FindOwnership() is { } owned
        ? CheckAsync(save, save.Owner(entry, owned))
        : (Of(entry.Metadata) ?? throw new InvalidOperationException($"Nobody has said who may write {entry.Metadata.ClrType.Name}: give it a rule in {nameof(WriteRules)}."))(save, entry);

    public static bool Has(IReadOnlyEntityType kind) => Of(kind) is not null;

    private static Rule? Of(IReadOnlyEntityType kind) => kind.IsOwned()
        ? Of(kind.FindOwnership()!.PrincipalEntityType)
        : Rules.GetValueOrDefault(typeof(PassportRow).IsAssignableFrom(kind.ClrType) ? typeof(PassportRow) : kind.ClrType);

    private static Task Elsewhere(ComingSave save, EntityEntry entry) => Task.CompletedTask;

    private static Task Program(ComingSave save, EntityEntry entry) =>
        save.IsProgram ? Task.CompletedTask : throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is written by the program itself, not for {save.Actor.Name}.");

    private static Task WithItsOrganization(ComingSave save, EntityEntry entry) =>
        save.IsProgram || save.Saves((int)entry.Property(nameof(Counter.OrganizationId)).CurrentValue!) ? Task.CompletedTask
            : throw new InvalidOperationException("Counters are saved with their organisation.");

    /// <summary>Lists and texts that are one for all: whoever writes the union itself.</summary>
    private static async Task UnionsOwn(ComingSave save, EntityEntry entry)
    {
        if (!save.IsProgram && !(await save.RootPathAsync() is { } root && save.Actor.MayWrite(root)))
            throw Refused("Это одно на весь Профсоюз, и меняет это его аппарат. Напишите туда, чего не хватает.");
    }

    private static Task Own(ComingSave save, EntityEntry entry) =>
        save.IsProgram || UserOf(entry) == save.Actor.UserId ? Task.CompletedTask : throw Refused("Это чужое: изменить его может только тот, кто его сделал.");

    /// <summary>Begun by the program alone; ended by its owner or by whoever answers for the owner.</summary>
    private static async Task Session(ComingSave save, EntityEntry entry)
    {
        if (!save.IsProgram && !(entry.State == EntityState.Modified && Changed(entry).All(n => n == nameof(UserSession.EndedAt)) && await save.AnswersForAsync(UserOf(entry))))
            throw AccountRules.NotYours;
    }

    /// <summary>Second factors and the like: their owner's; whoever answers for the owner may only take them away.</summary>
    private static async Task SignInPart(ComingSave save, EntityEntry entry)
    {
        var user = UserOf(entry);
        if (!save.IsProgram && user != save.Actor.UserId && !(entry.State == EntityState.Deleted && await save.AnswersForAsync(user)))
            throw AccountRules.NotYours;
    }

    private static Task Added(ComingSave save, EntityEntry entry)
    {
        if (entry.State != EntityState.Added)
            throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is only added to.");
        var signedBy = entry.Entity switch { Change c => (int?)c.UserId, Reading r => r.UserId, _ => save.Actor.UserId };
        return save.IsProgram || signedBy == save.Actor.UserId ? Task.CompletedTask : throw new InvalidOperationException("The record names somebody else than the acting person.");
    }

    /// <summary>The texts of a line may be erased, by the program, and nothing else of it ever changes.</summary>
    private static Task Line(ComingSave save, EntityEntry entry)
    {
        var erases = entry.State == EntityState.Modified && save.IsProgram
            && entry.Properties.Where(p => p.IsModified).All(p => p.CurrentValue is null && p.Metadata.Name is nameof(ChangeLine.Row) or nameof(ChangeLine.Was) or nameof(ChangeLine.Became) or nameof(ChangeLine.Salt));
        return erases ? Task.CompletedTask : entry.State == EntityState.Added ? Task.CompletedTask : throw new InvalidOperationException("Lines of the change record are only added to.");
    }

    internal static IEnumerable<string> Changed(EntityEntry entry) => entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name);

    internal static Domain.RuleBrokenException Refused(string why) => new(why);

    internal static int UserOf(EntityEntry entry) => (int)entry.Property(nameof(Grant.UserId)).CurrentValue!;
}
