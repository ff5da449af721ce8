using Eseur.Admin.Features.Account;

namespace Eseur.Admin.Features.Reports;

public static class ReportServices
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<CompletenessReport>();
        services.AddSingleton<ReportJobs>();
    }

    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/files/{id:guid}", (Guid id, HttpContext request, ReportJobs jobs) =>
        {
            if (request.User.UserId() is not { } user || jobs.Find(id, user) is not { } job || job.Open() is not { } file)
                return Results.NotFound();
            request.Response.Headers.CacheControl = "private, no-store";
            return Results.File(file, Workbook, job.FileName, job.EndedAt, enableRangeProcessing: true);
        });
}
