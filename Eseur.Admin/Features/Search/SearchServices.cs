namespace Eseur.Admin.Features.Search;

public static class SearchServices
{
    public static void AddSearch(this IServiceCollection services) => services.AddScoped<GlobalSearchIndex>();
}
