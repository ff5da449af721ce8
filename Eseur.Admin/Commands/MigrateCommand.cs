using System.CommandLine;
using Eseur.Admin.Data;

namespace Eseur.Admin.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Создать базу данных или обновить её до версии программы.");
        command.SetAction(async (result, cancel) =>
        {
            await using var app = RegistryHost.Build(result.Settings());
            var applied = await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync(cancel);
            Console.WriteLine(applied.Count == 0 ? "База данных уже в порядке." : $"Применено изменений: {applied.Count}.");
            return 0;
        });
        return command;
    }
}
