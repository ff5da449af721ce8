namespace Eseur.Admin.Data;

/// <summary>Section "Database" of the settings with the connection string.</summary>
/// <param name="Provider">"Sqlite" (embedded default) or "SqlServer".</param>
/// <param name="ConnectionString">Setting ConnectionStrings:Registry.</param>
/// <param name="MaxBatchSize">Statements sent in one batch; 1 for servers without MERGE. Null leaves the provider's own.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize)
{
    /// <exception cref="StartupException">A setting is missing or makes no sense.</exception>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(provider, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            throw new StartupException($"Настройка Database:Provider: «{provider}» неизвестен. Допустимо: Sqlite, SqlServer.");
        var connection = configuration.GetConnectionString("Registry");
        if (string.IsNullOrWhiteSpace(connection))
            throw new StartupException("Не задана настройка ConnectionStrings:Registry. Пример: \"Data Source=eseur.db\".");
        var size = configuration["Database:MaxBatchSize"];
        var batch = 0;
        if (!string.IsNullOrWhiteSpace(size) && (!int.TryParse(size, out batch) || batch is < 1 or > 1000))
            throw new StartupException($"Настройка Database:MaxBatchSize: «{size}» — нужно целое число от 1 до 1000.");
        return new DatabaseSettings(known, connection, batch == 0 ? null : batch);
    }
}

public enum DatabaseProvider { Sqlite, SqlServer }

/// <summary>The program cannot start; the message is one line that says why and what to do.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
