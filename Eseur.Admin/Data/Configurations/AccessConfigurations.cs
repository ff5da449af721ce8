using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Eseur.Admin.Data.Configurations;

internal sealed class RegistryUserConfiguration : IEntityTypeConfiguration<RegistryUser>
{
    public void Configure(EntityTypeBuilder<RegistryUser> user)
    {
        user.Ignore(u => u.IsInvited);
        user.HasOne<Member>().WithMany().HasForeignKey(u => u.MemberId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class GrantConfiguration : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> grant)
    {
        grant.HasOne<RegistryUser>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        grant.Property(g => g.EndedAt).IsConcurrencyToken();
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> session)
    {
        session.ToTable("UserSessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Address).HasMaxLength(UserSession.AddressLength);
        session.Property(s => s.Device).HasMaxLength(UserSession.DeviceLength);
        session.HasOne<RegistryUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>
/// Identity's own of its third version. Its context would add this by an option of the application's services, and a model
/// made without them, as migrations are, would lack it.
/// </summary>
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> passkey)
    {
        passkey.ToTable("AspNetUserPasskeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey.OwnsOne(p => p.Data).ToJson();
        passkey.HasOne<RegistryUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInGuardConfiguration : IEntityTypeConfiguration<SignInGuard>
{
    public void Configure(EntityTypeBuilder<SignInGuard> guard)
    {
        guard.ToTable("SignInGuards");
        guard.HasKey(g => g.Key);
        guard.Property(g => g.Key).HasMaxLength(SignInGuard.KeyLength);
        guard.HasIndex(g => g.LastAt);
    }
}

internal sealed class SealConfiguration : IEntityTypeConfiguration<Seal>
{
    public void Configure(EntityTypeBuilder<Seal> seal)
    {
        seal.Property(s => s.Ranges).HasMaxLength(8000);
        seal.Property(s => s.Hash).HasMaxLength(32);
        seal.HasIndex(s => new { s.Chain, s.Number }).IsUnique();
    }
}

internal sealed class ReadingConfiguration : IEntityTypeConfiguration<Reading>
{
    public void Configure(EntityTypeBuilder<Reading> reading)
    {
        reading.Property(r => r.Address).HasMaxLength(UserSession.AddressLength);
        reading.Property(r => r.Details).HasMaxLength(Reading.DetailsLength);
        // No foreign keys: the record outlives what it is about, and no erasure may take its lines along.
        reading.HasIndex(r => new { r.MemberId, r.At });
        reading.HasIndex(r => r.At);
    }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("DataProtectionKeys");
        key.Property(k => k.Xml).HasMaxLength(8000);
        key.HasIndex(k => k.Name).IsUnique();
    }
}
