using Eseur.Admin.Data.Sqlite;
using Eseur.Admin.Data.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Eseur.Admin.Data;

/// <summary>For `dotnet ef migrations add`: a model needs a provider, not a server.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteRegistryContext>
{
    public SqliteRegistryContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteRegistryContext>();
        DataServices.UseSqlite(options, new DatabaseSettings(DatabaseProvider.Sqlite, "Data Source=:memory:", null));
        return new SqliteRegistryContext(options.Options);
    }
}

internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerRegistryContext>
{
    public SqlServerRegistryContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerRegistryContext>();
        DataServices.UseSqlServer(options, new DatabaseSettings(DatabaseProvider.SqlServer, "Server=design-time-only", null));
        return new SqlServerRegistryContext(options.Options);
    }
}
