namespace Eseur.Admin.Features.Members.Register;

public static class RegisterServices
{
    public static void AddMemberRegister(this IServiceCollection services)
    {
        services.AddScoped<MemberRegister>();
        services.AddScoped<MemberJobs>();
    }
}
