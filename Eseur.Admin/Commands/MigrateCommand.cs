using System.CommandLine;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Создать базу данных или обновить её до версии программы.");
        command.SetAction(async (result, cancel) =>
        {
            await using var app = RegistryHost.Build(result.Settings());
            var (applied, mended) = await app.Services.GetRequiredService<Upgrade>().RunAsync(cancel);
            Console.WriteLine(applied == 0 ? "База данных уже в порядке." : $"Применено изменений: {applied}.{(mended > 0 ? $" Счётчики пересчитаны, поправлено: {Ru.Number(mended)}." : "")}");
            return 0;
        });
        return command;
    }
}
