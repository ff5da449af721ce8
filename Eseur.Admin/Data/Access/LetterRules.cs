using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Eseur.Admin.Data.Access;

/// <summary>Who may save mailings, letters and notices.</summary>
internal static class LetterRules
{
    /// <summary>A mailing goes out in the name of an organisation, so those write it who write the organisation.</summary>
    public static async Task MailingAsync(ComingSave save, EntityEntry entry)
    {
        var organization = (int)entry.Property(nameof(Mailing.OrganizationId)).CurrentValue!;
        if (!save.IsProgram && !(await save.PathAsync(organization) is { } path && save.Actor.MayWrite(path)))
            throw WriteRules.Refused("У вас нет права на рассылки этой организации.");
    }

    /// <summary>A file comes and goes with its mailing, whose own rule is asked: every change of its files counts its version.</summary>
    public static Task FileAsync(ComingSave save, EntityEntry entry) =>
        save.IsProgram || save.Has<Mailing>((int)entry.Property(nameof(MailingFile.MailingId)).CurrentValue!) ? Task.CompletedTask
            : throw new InvalidOperationException("A file is saved with its mailing.");

    /// <summary>People queue letters about accounts along with what causes them; all others, and what becomes of any, are the program's.</summary>
    public static Task Letter(ComingSave save, EntityEntry entry) =>
        save.IsProgram || entry is { State: EntityState.Added, Entity: Letter { MailingId: null, Kind: not LetterKind.Mailing } } ? Task.CompletedTask
            : throw new InvalidOperationException("Letters are written by the program.");

    public static Task Cause(ComingSave save, EntityEntry entry) =>
        save.IsProgram || entry.State == EntityState.Added ? Task.CompletedTask : throw new InvalidOperationException("What people are to be told of is only added to.");

    /// <summary>Its reader marks it as read, and nothing else.</summary>
    public static Task Notice(ComingSave save, EntityEntry entry) =>
        save.IsProgram || (entry.State == EntityState.Modified && WriteRules.UserOf(entry) == save.Actor.UserId && WriteRules.Changed(entry).All(n => n == nameof(Domain.Notices.Notice.ReadAt)))
            ? Task.CompletedTask
            : throw new InvalidOperationException("A notice is written by the program and read by its person.");
}
