using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>Brings the database to this program's version before anything else uses it.</summary>
public sealed class DatabaseStart(IDbContextFactory<RegistryContext> contexts, ReferenceStore references, DatabaseSettings settings)
{
    /// <summary>Applies what migrations are missing and seeds reference lists. Returns the names applied.</summary>
    /// <exception cref="StartupException">The server does not answer, or the database is newer than the program.</exception>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default) => OpenAsync(async context =>
    {
        // Migrations of large tables take longer than an ordinary statement may.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var pending = await PendingAsync(context, cancel);
        await context.Database.MigrateAsync(cancel);
        await references.SeedAsync(cancel);
        return pending;
    }, cancel);

    /// <summary>For commands that only look: they neither create a database nor change its version.</summary>
    /// <exception cref="StartupException">There is no database of this program's version there.</exception>
    public Task RequireCurrentAsync(CancellationToken cancel = default) => OpenAsync(async context =>
    {
        if ((await PendingAsync(context, cancel)).Count > 0)
        {
            await context.RequireServerAsync(cancel);
            throw new StartupException("Базы данных ещё нет или она старше программы. Выполните команду migrate или запустите serve.");
        }
        await references.ReloadAsync(cancel);
        return true;
    }, cancel);

    private async Task<T> OpenAsync<T>(Func<RegistryContext, Task<T>> act, CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.OpenAsync(Actor.System("Запуск"), cancel);
            return await act(context);
        }
        catch (DbException e)
        {
            throw new StartupException($"База данных ({settings.Provider}) не открывается: {FirstLine(e.Message)} Проверьте настройку ConnectionStrings:Registry и доступность сервера.", e);
        }
    }

    private static async Task<IReadOnlyList<string>> PendingAsync(RegistryContext context, CancellationToken cancel)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = await context.Database.CanConnectAsync(cancel) ? (await context.Database.GetAppliedMigrationsAsync(cancel)).ToHashSet(StringComparer.Ordinal) : [];
        return applied.FirstOrDefault(m => !known.Contains(m)) is { } unknown
            ? throw new StartupException($"База данных новее программы: в ней есть изменение {unknown}. Обновите программу.")
            : known.FindAll(m => !applied.Contains(m));
    }

    private static string FirstLine(string message) => message.AsSpan().TrimEnd().ToString().Split('\n')[0].TrimEnd();
}
