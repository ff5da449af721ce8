using Eseur.Admin.Data.Access;
using Eseur.Admin.Data.Sqlite;
using Eseur.Admin.Data.SqlServer;
using Eseur.Admin.Features.Account;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Eseur.Admin.Data;

public static class DataServices
{
    public static void AddRegistryData(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<MemberKeeper>();
        services.AddSingleton<WriteGuard>();
        services.AddSingleton<NoticeKeeper>();
        services.AddSingleton<OtherKeeper>();
        services.AddSingleton<ChangeKeeper>();
        services.AddSingleton<NewsAfterCommit>();
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<ReferenceStore>();
        services.AddScoped<RegistryDatabase>();
        if (settings.Provider == DatabaseProvider.Sqlite)
            Add<SqliteRegistryContext>(services, o => UseSqlite(o, settings));
        else
            Add<SqlServerRegistryContext>(services, o => UseSqlServer(o, settings));
    }

    public static void UseSqlite(DbContextOptionsBuilder options, DatabaseSettings settings)
    {
        try
        {
            // Waiting for another writer is normal life with one file; half a minute is far past any save.
            var connection = new SqliteConnectionStringBuilder(settings.ConnectionString) { DefaultTimeout = 30 };
            options.UseSqlite(connection.ToString(), o => { if (settings.MaxBatchSize is { } size) o.MaxBatchSize(size); });
            options.AddInterceptors(new OpenedConnections(), new WriteTurns(), new LoneWrites());
            options.ReplaceService<IRelationalTransactionFactory, WriteTurns.Transactions>();
        }
        catch (ArgumentException e)
        {
            throw new StartupException($"Настройка ConnectionStrings:Registry не годится для SQLite: {e.Message}", e);
        }
    }

    public static void UseSqlServer(DbContextOptionsBuilder options, DatabaseSettings settings)
    {
        try
        {
            var connection = new SqlConnectionStringBuilder(settings.ConnectionString);
            options.UseSqlServer(connection.ToString(), o => { if (settings.MaxBatchSize is { } size) o.MaxBatchSize(size); });
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StartupException($"Настройка ConnectionStrings:Registry не годится для SQL Server: {e.Message}", e);
        }
    }

    private static void Add<TContext>(IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where TContext : RegistryContext
    {
        services.AddPooledDbContextFactory<TContext>((provider, options) =>
        {
            // Before the provider's own, which run a lone statement themselves.
            options.AddInterceptors(new StatementGuard());
            use(options);
            options.AddInterceptors(provider.GetRequiredService<WriteGuard>(), provider.GetRequiredService<ChangeKeeper>(), provider.GetRequiredService<NewsAfterCommit>());
        });
        services.AddSingleton<IDbContextFactory<RegistryContext>, AnyProvider<TContext>>();
        services.AddScoped<RegistryContext>(provider =>
        {
            // ASP.NET Core Identity's stores take this one.
            var context = provider.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContext();
            context.Actor = ((SignedInActor)provider.GetRequiredService<ICurrentActor>()).AtTheDoor;
            return context;
        });
    }

    /// <summary>Hands out the configured provider's context; a pooled one comes back clean of its last user's traces.</summary>
    private sealed class AnyProvider<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<RegistryContext>
        where TContext : RegistryContext
    {
        public RegistryContext CreateDbContext()
        {
            var context = contexts.CreateDbContext();
            context.Actor = null;
            context.Act = RegistryContext.PassportChanged;
            return context;
        }
    }
}
