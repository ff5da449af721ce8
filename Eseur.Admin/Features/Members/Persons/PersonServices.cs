namespace Eseur.Admin.Features.Members.Persons;

public static class PersonServices
{
    /// <summary>What the law gives a person over their data: to be told all, to be erased, to be kept no longer than needed.</summary>
    public static void AddPersons(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(RetentionSettings.From(configuration));
        services.AddSingleton<CardEraser>();
        services.AddSingleton<MemberRetention>();
        services.AddHostedService<RetentionKeeper>();
        services.AddScoped<MemberErasure>();
        services.AddScoped<DossierReader>();
        services.AddScoped<ConsentPublishing>();
    }

    public static void MapPersons(this IEndpointRouteBuilder routes) => routes.MapDossiers();
}
