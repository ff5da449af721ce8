using System.Globalization;
using System.Threading.RateLimiting;
using Eseur.Admin.Features.Account;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace Eseur.Admin.Edge;

/// <summary>How many requests are answered: of a person once signed in, of an address before.</summary>
internal static class RequestLimits
{
    private const string StaticFiles = "files";

    public static void AddRequestLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        limits.OnRejected = async (refused, cancel) =>
        {
            var response = refused.HttpContext.Response;
            if (refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                response.Headers[HeaderNames.RetryAfter] = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("Слишком много запросов подряд. Подождите минуту и повторите.", cancel);
        };
    });

    private static RateLimitPartition<string> Partition(HttpContext request)
    {
        var settings = request.RequestServices.GetRequiredService<EdgeSettings>();
        if (request.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null)
            return RateLimitPartition.GetNoLimiter(StaticFiles);
        return request.User.UserId() is { } user
            ? Window($"person {user}", settings.SignedInPerMinute)
            : Window($"address {GuardKey.Group(request.Connection.RemoteIpAddress)}", settings.AnonymousPerMinute);
    }

    private static RateLimitPartition<string> Window(string whose, int permits) => RateLimitPartition.GetSlidingWindowLimiter(whose,
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });
}
