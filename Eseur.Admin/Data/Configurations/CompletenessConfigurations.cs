using Eseur.Admin.Features.Account;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Eseur.Admin.Data.Configurations;

internal sealed class CounterConfiguration : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> counter)
    {
        counter.HasKey(c => c.OrganizationId);
        counter.Ignore(c => c.Bits);
        counter.Ignore(c => c.Reported);
        counter.HasIndex(c => c.Sequence);
    }
}

internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> change)
    {
        change.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        change.HasMany(c => c.Lines).WithOne().HasForeignKey(l => l.ChangeId).OnDelete(DeleteBehavior.Cascade);
        change.Property(c => c.Act).HasMaxLength(Change.ActLength);
        change.Property(c => c.Address).HasMaxLength(UserSession.AddressLength);
        change.HasIndex(c => c.At);
        change.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
        change.HasIndex(c => new { c.OrganizationId, c.MemberId, c.Version });
        change.HasIndex(c => new { c.MemberId, c.Version });
    }
}

internal sealed class ChangeLineConfiguration : IEntityTypeConfiguration<ChangeLine>
{
    public void Configure(EntityTypeBuilder<ChangeLine> line)
    {
        line.Property(l => l.Salt).HasMaxLength(ChangeLine.SaltLength);
        line.Property(l => l.Digest).HasMaxLength(32);
        line.Property(l => l.Field).HasMaxLength(60);
        line.Property(l => l.Row).HasMaxLength(500);
        line.Property(l => l.Was).HasMaxLength(ChangeLine.TextLength);
        line.Property(l => l.Became).HasMaxLength(ChangeLine.TextLength);
    }
}

internal sealed class ExemptionConfiguration : IEntityTypeConfiguration<Exemption>
{
    public void Configure(EntityTypeBuilder<Exemption> exemption)
    {
        exemption.Property(e => e.Reason).HasMaxLength(Exemption.ReasonLength);
        exemption.HasIndex(e => new { e.OrganizationId, e.GapKey }).IsUnique();
    }
}

internal sealed class SnapshotConfiguration : IEntityTypeConfiguration<Snapshot>
{
    public void Configure(EntityTypeBuilder<Snapshot> snapshot)
    {
        snapshot.HasKey(s => new { s.OrganizationId, s.Day });
        snapshot.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        snapshot.Property(s => s.Missing).HasMaxLength(2000);
        snapshot.Property(s => s.Applicable).HasMaxLength(2000);
        snapshot.Property(s => s.Members).HasMaxLength(2000);
    }
}

internal sealed class ReferenceItemConfiguration : IEntityTypeConfiguration<ReferenceItem>
{
    public void Configure(EntityTypeBuilder<ReferenceItem> item)
    {
        item.Property(i => i.List).HasMaxLength(40);
        item.Property(i => i.Code).HasMaxLength(40);
        item.HasIndex(i => new { i.List, i.Code }).IsUnique();
    }
}
