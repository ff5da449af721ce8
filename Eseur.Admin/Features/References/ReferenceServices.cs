namespace Eseur.Admin.Features.References;

public static class ReferenceServices
{
    public static void AddReferences(this IServiceCollection services) => services.AddScoped<ReferenceEdits>();
}
