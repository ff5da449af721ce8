using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Eseur.Admin.Data.Configurations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> organization)
    {
        organization.Property(o => o.FullName).HasMaxLength(Organization.NameLength);
        organization.Property(o => o.ShortName).HasMaxLength(Organization.NameLength);
        organization.Property(o => o.SearchName).HasMaxLength((2 * Organization.NameLength) + 1);
        organization.Property(o => o.Path).HasMaxLength(100);
        organization.Property(o => o.RegionCode).HasMaxLength(2);
        organization.Property(o => o.Version).IsConcurrencyToken();
        organization.Ignore(o => o.CurrentChairperson);
        organization.Ignore(o => o.Reported);

        organization.HasOne(o => o.Superior).WithMany().HasForeignKey(o => o.SuperiorId).OnDelete(DeleteBehavior.Restrict);
        organization.HasOne<Organization>().WithMany().HasForeignKey(o => o.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        organization.HasOne(o => o.Counter).WithOne().HasForeignKey<Counter>(c => c.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        organization.Navigation(o => o.Counter).IsRequired();
        organization.HasOne(o => o.MemberCounter).WithOne().HasForeignKey<MemberCounter>(c => c.OrganizationId).OnDelete(DeleteBehavior.Cascade);

        Rows(organization, o => o.Chairpersons);
        Rows(organization, o => o.Activists);
        Rows(organization, o => o.Staff);
        Rows(organization, o => o.Addresses);
        Rows(organization, o => o.Phones);
        Rows(organization, o => o.SocialPages);
        Rows(organization, o => o.Events);
        organization.HasMany(o => o.Exemptions).WithOne().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);

        organization.HasIndex(o => o.Path);
        organization.HasIndex(o => o.Inn);
        organization.HasIndex(o => o.InstitutionInn);
        organization.HasIndex(o => new { o.RegionCode, o.Level });
        CatalogueColumns.Apply(organization);
    }

    internal const string RegisterIndex = "IX_Organizations_Register";

    /// <summary>The register's order. Level stands first, not status: SQLite would prefer an equality, however useless, to the range of a path.</summary>
    internal static readonly string[] RegisterOrder = [nameof(Organization.Level), nameof(Organization.ShortName)];

    /// <summary>All that the register's filters ask of a row: with these in the index a page and its count never touch the wide table.</summary>
    internal static readonly string[] RegisterFilters =
    [
        nameof(Organization.Status), nameof(Organization.RegionCode), nameof(Organization.InstitutionType), nameof(Organization.Path),
        nameof(Organization.SearchName), nameof(Organization.Inn), nameof(Organization.InstitutionInn),
    ];

    private static void Rows<TRow>(EntityTypeBuilder<Organization> organization, System.Linq.Expressions.Expression<Func<Organization, IEnumerable<TRow>?>> rows)
        where TRow : PassportRow =>
        organization.HasMany(rows).WithOne().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Cascade);
}

internal sealed class ChairpersonConfiguration : PassportRowConfiguration<Chairperson>;

internal sealed class ActivistConfiguration : PassportRowConfiguration<Activist>;

internal sealed class StaffMemberConfiguration : PassportRowConfiguration<StaffMember>;

internal sealed class AddressConfiguration : PassportRowConfiguration<Address>;

internal sealed class PhoneConfiguration : PassportRowConfiguration<Phone>;

internal sealed class SocialPageConfiguration : PassportRowConfiguration<SocialPage>;

internal sealed class UnionEventConfiguration : PassportRowConfiguration<UnionEvent>;

internal abstract class PassportRowConfiguration<TRow> : IEntityTypeConfiguration<TRow>
    where TRow : PassportRow
{
    public void Configure(EntityTypeBuilder<TRow> row) => CatalogueColumns.Apply(row);
}

/// <summary>Column lengths come from the catalogue: what a form accepts is what the column holds.</summary>
internal static class CatalogueColumns
{
    public static void Apply<TOwner>(EntityTypeBuilder<TOwner> owner)
        where TOwner : class
    {
        foreach (var property in owner.Metadata.GetProperties())
        {
            var catalogue = typeof(TOwner) == typeof(Member) ? Catalogue.Card : Catalogue.Passport;
            if (property.ClrType == typeof(string) && catalogue.FieldOf(typeof(TOwner), property.Name) is { } field)
                property.SetMaxLength(field.Kind.MaxLength);
        }
    }
}
