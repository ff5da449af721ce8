using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Eseur.Admin.Features.Account;

public static class CircuitServices
{
    public static void AddCircuitWatch(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(CircuitLimits.From(settings));
        services.AddSingleton<OpenCircuits>();
        services.AddScoped<CircuitHandler, CircuitWatch>();
        services.AddHostedService<CircuitSweep>();
    }

    /// <summary>What a page sends is events and short texts; files go by requests of their own.</summary>
    public static void LimitCircuits(this IServerSideBlazorBuilder circuits) => circuits
        .AddCircuitOptions(options =>
        {
            options.DisconnectedCircuitMaxRetained = 200;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.MaxBufferedUnacknowledgedRenderBatches = 10;
        })
        .AddHubOptions(options => options.MaximumReceiveMessageSize = 64 * 1024);
}
