namespace Eseur.Admin.Features.Reports;

public static class ReportServices
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddScoped<CompletenessReport>();
        services.AddScoped<ReportJobs>();
    }
}
