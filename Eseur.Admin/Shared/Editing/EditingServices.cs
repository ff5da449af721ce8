namespace Eseur.Admin.Shared.Editing;

public static class EditingServices
{
    public static void AddEditing(this IServiceCollection services) => services.AddScoped<RecordHistory>();
}
