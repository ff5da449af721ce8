using Eseur.Admin.Features.Account;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Eseur.Admin.Data.Configurations;

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.Ignore(m => m.FullName).Ignore(m => m.Ticket).Ignore(m => m.IsErased);
        member.Property(m => m.Version).IsConcurrencyToken();
        member.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        member.HasMany(m => m.Memberships).WithOne().HasForeignKey(l => l.MemberId).OnDelete(DeleteBehavior.Cascade);
        member.HasMany(m => m.PastConsents).WithOne().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        member.HasMany(m => m.Tickets).WithOne().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<MemberPhoto>().WithOne().HasForeignKey<MemberPhoto>(p => p.MemberId).OnDelete(DeleteBehavior.Cascade);
        // Likely duplicates are looked up by these; what is empty is not looked for.
        member.HasIndex(m => m.NameKey);
        member.HasIndex(m => m.BirthDate).HasFilter(NotNull(nameof(Member.BirthDate)));
        member.HasIndex(m => m.Phone).HasFilter(NotNull(nameof(Member.Phone)));
        member.HasIndex(m => m.Email).HasFilter(NotNull(nameof(Member.Email)));
        CatalogueColumns.Apply(member);
    }

    // Double quotes mean a column to both databases.
    private static string NotNull(string column) => $"\"{column}\" IS NOT NULL";
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> line)
    {
        line.ToTable("Memberships");
        line.Property(l => l.Reason).HasMaxLength(40);
        line.HasOne<Organization>().WithMany().HasForeignKey(l => l.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PastConsentConfiguration : IEntityTypeConfiguration<PastConsent>
{
    public void Configure(EntityTypeBuilder<PastConsent> consent)
    {
        consent.ToTable("PastConsents");
        consent.Property(c => c.Text).HasMaxLength(ConsentText.VersionLength);
        consent.Property(c => c.Channel).HasMaxLength(40);
    }
}

internal sealed class ConsentTextConfiguration : IEntityTypeConfiguration<ConsentText>
{
    public void Configure(EntityTypeBuilder<ConsentText> text)
    {
        text.Property(t => t.Version).HasMaxLength(ConsentText.VersionLength);
        text.Property(t => t.Body).HasMaxLength(ConsentText.BodyLength);
        text.HasIndex(t => t.Version).IsUnique();
    }
}

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        // The number is the key: the database itself never lets one be given twice.
        ticket.HasKey(t => t.Number);
        ticket.Property(t => t.Number).ValueGeneratedNever();
        ticket.Ignore(t => t.IsValid);
    }
}

internal sealed class TransferRequestConfiguration : IEntityTypeConfiguration<TransferRequest>
{
    public void Configure(EntityTypeBuilder<TransferRequest> request)
    {
        request.Ignore(r => r.DeciderId).Ignore(r => r.AskerId);
        request.Property(r => r.Reason).HasMaxLength(TransferRequest.ReasonLength);
        request.Property(r => r.State).IsConcurrencyToken();
        // Two sides may press at once; a person is asked for once at a time.
        request.HasIndex(r => r.MemberId).IsUnique().HasFilter("\"State\" = 1");
        request.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        request.HasOne<Organization>().WithMany().HasForeignKey(r => r.FromId).OnDelete(DeleteBehavior.Restrict);
        request.HasOne<Organization>().WithMany().HasForeignKey(r => r.ToId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MemberPhotoConfiguration : IEntityTypeConfiguration<MemberPhoto>
{
    public void Configure(EntityTypeBuilder<MemberPhoto> photo)
    {
        photo.HasKey(p => p.MemberId);
        photo.Property(p => p.MemberId).ValueGeneratedNever();
        photo.Property(p => p.ContentType).HasMaxLength(40);
    }
}

internal sealed class MemberCounterConfiguration : IEntityTypeConfiguration<MemberCounter>
{
    public void Configure(EntityTypeBuilder<MemberCounter> counter)
    {
        counter.HasKey(c => c.OrganizationId);
        counter.HasIndex(c => c.Sequence);
        foreach (var measure in Measures.All)
            counter.IndexerProperty<int>(measure.Column).HasDefaultValue(0);
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.Page).HasMaxLength(40);
        view.Property(v => v.Title).HasMaxLength(SavedView.TitleLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.QueryLength);
        view.HasOne<RegistryUser>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
        view.HasIndex(v => new { v.UserId, v.Page, v.Title }).IsUnique();
    }
}
