using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Eseur.Admin.Features.Members.Tickets;

public static class TicketServices
{
    /// <summary>Nobody tries numbers by the thousand at the public check.</summary>
    internal const string CheckLimit = "ticket-check";

    private const int ChecksAMinute = 30;

    public static void AddTickets(this IServiceCollection services)
    {
        services.AddScoped<TicketService>();
        services.AddScoped<TicketReader>();
        services.AddSingleton<TicketCheck>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(CheckLimit, request => RateLimitPartition.GetFixedWindowLimiter(
                request.Connection.RemoteIpAddress,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = ChecksAMinute, Window = TimeSpan.FromMinutes(1) }));
            limits.OnRejected = async (refused, cancel) =>
            {
                refused.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
                await refused.HttpContext.Response.WriteAsync("Слишком много проверок подряд. Подождите минуту и повторите.", cancel);
            };
        });
    }
}
