using System.CommandLine;
using Eseur.Admin.Data;

namespace Eseur.Admin.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Запустить реестр: создать или обновить базу данных и открыть страницы.");
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        await using var app = RegistryHost.Build(result.Settings());
        await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync(cancel);
        await app.StartAsync(cancel);
        Console.WriteLine($"Реестр открыт: {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
