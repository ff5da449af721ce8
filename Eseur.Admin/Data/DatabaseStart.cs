using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>Brings the database to this program's version before anything else uses it.</summary>
public sealed class DatabaseStart(IDbContextFactory<RegistryContext> contexts, ReferenceStore references, DatabaseSettings settings)
{
    /// <summary>Applies what migrations are missing and seeds reference lists. Returns the names applied.</summary>
    /// <exception cref="StartupException">The server does not answer, or the database is newer than the program.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            // Migrations of large tables take longer than an ordinary statement may.
            context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
            var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var applied = await context.Database.CanConnectAsync(cancel) ? await context.Database.GetAppliedMigrationsAsync(cancel) : [];
            if (applied.FirstOrDefault(m => !known.Contains(m)) is { } unknown)
                throw new StartupException($"База данных новее программы: в ней есть изменение {unknown}. Обновите программу.");
            var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
            await context.Database.MigrateAsync(cancel);
            await references.SeedAsync(cancel);
            return pending;
        }
        catch (DbException e)
        {
            throw new StartupException($"База данных ({settings.Provider}) не открывается: {FirstLine(e.Message)} Проверьте настройку ConnectionStrings:Registry и доступность сервера.", e);
        }
    }

    private static string FirstLine(string message) => message.AsSpan().TrimEnd().ToString().Split('\n')[0].TrimEnd();
}
