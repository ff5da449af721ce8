using System.CommandLine;
using System.Diagnostics;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var names = DemoScale.All.Select(s => s.Name).ToArray();
        var scale = new Option<string>("--scale") { Description = "Сколько организаций: small — около 750, national — все 74 469, с опубликованными показателями.", HelpName = string.Join('|', names), DefaultValueFactory = _ => names[0] };
        scale.Validators.Add(given =>
        {
            if (!names.Contains(given.GetValueOrDefault<string>()))
                given.AddError($"--scale: нужно одно из слов {string.Join(", ", names)}.");
        });
        var seed = new Option<int>("--seed") { Description = "Число, от которого зависят все имена и пропуски: одно и то же число даёт один и тот же реестр.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "Заполнить пустую базу данных вымышленным реестром.") { scale, seed };
        command.SetAction(async (result, cancel) =>
        {
            await using var app = RegistryHost.Build(result.Settings());
            await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync(cancel);
            var started = Stopwatch.GetTimestamp();
            var loaded = await app.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.All.Single(s => s.Name == result.GetValue(scale)), result.GetValue(seed), cancel);
            await app.Services.GetRequiredService<DemoSignIns>().EnsureAsync(cancel);
            Console.WriteLine($"Загружено организаций: {Ru.Number(loaded)} за {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} с.");
            return 0;
        });
        return command;
    }
}
