using Eseur.Admin.Features.Account;

namespace Eseur.Admin.Shared.Jobs;

public static class JobServices
{
    public static void AddJobs(this IServiceCollection services) => services.AddSingleton<JobRunner>();

    public static void MapJobs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/jobs/{id:guid}/file", (Guid id, HttpContext request, JobRunner jobs) =>
        {
            if (request.User.UserId() is not { } user || jobs.Find(id, user) is not { } job || job.Open() is not { } file)
                return Results.NotFound();
            request.Response.Headers.CacheControl = "private, no-store";
            return Results.File(file, job.File!.ContentType, job.File.Name, job.EndedAt, enableRangeProcessing: true);
        }).RequireAuthorization();
}
