using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Bench;

/// <summary>The application with its web server, as it runs in production.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private BenchHost(string database) =>
        App = RegistryHost.Build(["--ConnectionStrings:Registry", NationalDatabase.Connection(database), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Limits:SignedInPerMinute", "100000000", "--Sending:Enabled", "false"]);

    public WebApplication App { get; }

    public CompletenessBoard Board => App.Services.GetRequiredService<CompletenessBoard>();

    public static async Task<BenchHost> StartAsync(string database)
    {
        var host = new BenchHost(database);
        await host.App.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        await host.App.StartAsync();
        return host;
    }

    public async Task<RegistryContext> OpenAsync()
    {
        var context = await App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        context.Actor = Actor.System("Измерение");
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
