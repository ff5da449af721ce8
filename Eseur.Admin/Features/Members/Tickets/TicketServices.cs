using System.Threading.RateLimiting;
using Eseur.Admin.Features.Account;
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
        services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(CheckLimit, request => request.Request.RouteValues["Number"] is not null || request.Request.QueryString.HasValue
            ? RateLimitPartition.GetFixedWindowLimiter(GuardKey.Group(request.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = ChecksAMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("empty form")));
    }
}
