namespace Eseur.Admin.Features.Members.Export;

public static class ExportServices
{
    public static void AddMemberExport(this IServiceCollection services) => services.AddScoped<MemberExport>();
}
