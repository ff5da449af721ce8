namespace Eseur.Admin.Features.SavedViews;

public static class SavedViewServices
{
    public static void AddSavedViews(this IServiceCollection services) => services.AddScoped<SavedViewList>();
}
