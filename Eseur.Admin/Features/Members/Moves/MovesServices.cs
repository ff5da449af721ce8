namespace Eseur.Admin.Features.Members.Moves;

public static class MovesServices
{
    public static void AddMemberMoves(this IServiceCollection services)
    {
        services.AddScoped<MemberMoves>();
        services.AddScoped<TransferList>();
        services.AddSingleton<MemberActs>();
    }
}
