using Eseur.Admin.Features.Members.Duplicates;

namespace Eseur.Admin.Features.Members.PutOnRecord;

public static class PutOnRecordServices
{
    public static void AddPuttingOnRecord(this IServiceCollection services)
    {
        services.AddScoped<DuplicateSearch>();
        services.AddScoped<NewMemberService>();
        services.AddTransient<NewMemberEditor>();
    }
}
