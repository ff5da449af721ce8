using Eseur.Admin.Features.Account;

namespace Eseur.Admin.Features.Reports;

public static class ReportServices
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<CompletenessReport>();
        services.AddSingleton<ReportJobs>();
    }

    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/files/{id:guid}", (Guid id, HttpContext request, ReportJobs jobs) =>
            request.User.UserId() is { } user && jobs.Find(id, user) is { State: ReportState.Ready } job
                ? Results.File(job.Path, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", job.FileName)
                : Results.NotFound());
}
