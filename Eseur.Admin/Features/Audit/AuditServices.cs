namespace Eseur.Admin.Features.Audit;

public static class AuditServices
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<SealedRecords>();
        services.AddSingleton<Sealer>();
        services.AddHostedService(provider => provider.GetRequiredService<Sealer>());
        services.AddSingleton<AuditCheck>();
        services.AddSingleton<ReadingRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadingRecorder>());
        services.AddScoped<CardReadings>();
        services.AddScoped<AuditLog>();
        services.AddScoped<AuditJobs>();
    }
}
