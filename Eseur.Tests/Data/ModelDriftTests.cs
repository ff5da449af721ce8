using Eseur.Admin.Data;
using Eseur.Admin.Data.Sqlite;
using Eseur.Admin.Data.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Data;

public sealed class ModelDriftTests
{
    [Fact]
    public void Sqlite_Model_HasItsMigrations()
    {
        var options = new DbContextOptionsBuilder<SqliteRegistryContext>();
        DataServices.UseSqlite(options, new DatabaseSettings(DatabaseProvider.Sqlite, "Data Source=:memory:", null));
        using var context = new SqliteRegistryContext(options.Options);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void SqlServer_Model_HasItsMigrations()
    {
        var options = new DbContextOptionsBuilder<SqlServerRegistryContext>();
        DataServices.UseSqlServer(options, new DatabaseSettings(DatabaseProvider.SqlServer, "Server=none", null));
        using var context = new SqlServerRegistryContext(options.Options);
        Assert.False(context.Database.HasPendingModelChanges());
    }
}
