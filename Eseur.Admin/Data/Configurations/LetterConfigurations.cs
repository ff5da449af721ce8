using Eseur.Admin.Features.Account;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Eseur.Admin.Data.Configurations;

internal sealed class LetterConfiguration : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> letter)
    {
        letter.Ignore(l => l.IsSettled);
        letter.Property(l => l.Secret).HasMaxLength(Letter.SecretLength);
        letter.Property(l => l.Address).HasMaxLength(Letter.AddressLength);
        letter.Property(l => l.Domain).HasMaxLength(Letter.AddressLength);
        letter.Property(l => l.Words).HasMaxLength(Letter.WordsLength);
        letter.Property(l => l.Status).HasMaxLength(Letter.StatusLength);
        letter.Property(l => l.Reason).HasMaxLength(Letter.ReasonLength);
        // A node that lost its lease writes nothing any more.
        letter.Property(l => l.Lease).IsConcurrencyToken();
        letter.Property(l => l.State).IsConcurrencyToken();
        // The recipient may be gone from the registry; the letter stays as the record of what was sent.
        letter.HasOne<Mailing>().WithMany().HasForeignKey(l => l.MailingId).OnDelete(DeleteBehavior.Restrict);
        letter.HasIndex(l => new { l.State, l.Priority, l.NotBefore });
        letter.HasIndex(l => new { l.RecipientKind, l.RecipientId });
        // A mailing queued twice, by two nodes or after a fall, is queued once.
        letter.HasIndex(l => new { l.MailingId, l.RecipientKind, l.RecipientId, l.OrganizationId }).IsUnique().HasFilter($"\"{nameof(Letter.MailingId)}\" IS NOT NULL");
        // A mailing's letters are taken along it, in the order of sending, so one that rests costs nothing; its figures, and whether
        // anything of it still waits, are read from the index alone.
        letter.HasIndex(l => new { l.MailingId, l.State, l.NotBefore, l.Level, l.Forecast, l.Obstacle });
        // What comes back from one mailbox is looked for among all that waits.
        letter.HasIndex(l => l.Address);
        letter.HasIndex(l => l.SentAt);
    }
}

internal sealed class MailingConfiguration : IEntityTypeConfiguration<Mailing>
{
    public void Configure(EntityTypeBuilder<Mailing> mailing)
    {
        mailing.Ignore(m => m.IsUnderWay);
        mailing.Property(m => m.Subject).HasMaxLength(Mailing.SubjectLength);
        mailing.Property(m => m.Body).HasMaxLength(Mailing.BodyLength);
        mailing.Property(m => m.Audience).HasMaxLength(Mailing.AudienceLength);
        mailing.Property(m => m.Version).IsConcurrencyToken();
        mailing.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        mailing.HasMany(m => m.Files).WithOne().HasForeignKey(f => f.MailingId).OnDelete(DeleteBehavior.Cascade);
        mailing.HasIndex(m => m.State);
    }
}

internal sealed class MailingFileConfiguration : IEntityTypeConfiguration<MailingFile>
{
    public void Configure(EntityTypeBuilder<MailingFile> file)
    {
        file.ToTable("MailingFiles");
        file.Property(f => f.Name).HasMaxLength(MailingFile.NameLength);
        file.Property(f => f.ContentType).HasMaxLength(100);
    }
}

internal sealed class NoticeCauseConfiguration : IEntityTypeConfiguration<NoticeCause>
{
    public void Configure(EntityTypeBuilder<NoticeCause> cause)
    {
        cause.Property(c => c.Key).HasMaxLength(NoticeCause.KeyLength);
        cause.Property(c => c.Title).HasMaxLength(NoticeCause.TitleLength);
        cause.Property(c => c.Text).HasMaxLength(NoticeCause.TextLength);
        cause.Property(c => c.Link).HasMaxLength(NoticeCause.LinkLength);
        cause.Property(c => c.ToldAt).IsConcurrencyToken();
        cause.HasIndex(c => c.Key).IsUnique().HasFilter($"\"{nameof(NoticeCause.Key)}\" IS NOT NULL");
        cause.HasIndex(c => new { c.ToldAt, c.DueAt });
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.Property(n => n.Title).HasMaxLength(NoticeCause.TitleLength);
        notice.Property(n => n.Text).HasMaxLength(NoticeCause.TextLength);
        notice.Property(n => n.Link).HasMaxLength(NoticeCause.LinkLength);
        notice.HasOne<RegistryUser>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Cascade);
        notice.HasIndex(n => new { n.UserId, n.ReadAt });
    }
}

internal sealed class NoticeSettingConfiguration : IEntityTypeConfiguration<NoticeSetting>
{
    public void Configure(EntityTypeBuilder<NoticeSetting> setting)
    {
        setting.HasKey(s => new { s.UserId, s.Kind });
        setting.HasOne<RegistryUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
