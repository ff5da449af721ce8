namespace Eseur.Admin.Features.Organizations;

public static class OrganizationServices
{
    public static void AddOrganizations(this IServiceCollection services)
    {
        services.AddScoped<OrganizationMoves>();
        services.AddScoped<OrganizationList>();
        services.AddScoped<OrganizationSearch>();
    }
}
