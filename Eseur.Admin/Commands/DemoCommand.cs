using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var names = DemoScale.All.Select(s => s.Name).ToArray();
        var scale = new Option<string>("--scale") { Description = "Сколько организаций и карточек: small — около 750 и 25 920, national — все 74 469 и 2 592 079, с опубликованными показателями.", HelpName = string.Join('|', names), DefaultValueFactory = _ => names[0] };
        scale.Validators.Add(given =>
        {
            if (!names.Contains(given.GetValueOrDefault<string>()))
                given.AddError($"--scale: нужно одно из слов {string.Join(", ", names)}.");
        });
        var seed = new Option<int>("--seed") { Description = "Число, от которого зависят все имена и пропуски: одно и то же число даёт один и тот же реестр.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var duplicates = new Option<FileInfo>("--duplicates") { Description = "Куда записать, какие карточки нарочно повторяют других людей.", HelpName = "FILE.csv" };
        var command = new Command("demo", "Заполнить пустую базу данных вымышленным реестром.") { scale, seed, duplicates };
        command.SetAction(async (result, cancel) =>
        {
            await using var app = RegistryHost.Build(result.Settings());
            await using var list = Create(result.GetValue(duplicates));
            await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync(cancel);
            var started = Stopwatch.GetTimestamp();
            var loaded = await app.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.All.Single(s => s.Name == result.GetValue(scale)), result.GetValue(seed), cancel);
            await app.Services.GetRequiredService<DemoSignIns>().EnsureAsync(cancel);
            if (list is not null)
                await WriteAsync(loaded.Duplicates, list);
            Console.WriteLine($"Загружено организаций: {Ru.Number(loaded.Organizations.Length)}, карточек: {Ru.Number(loaded.Cards.Cards)} за {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} с.");
            return 0;
        });
        return command;
    }

    /// <summary>Made before the load: that it cannot be written is said at once.</summary>
    private static StreamWriter? Create(FileInfo? file)
    {
        try
        {
            return file?.CreateText();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Не удалось записать {file!.FullName}: {e.Message} Укажите в --duplicates файл в папке, где у вас есть право записи.", e);
        }
    }

    private static async Task WriteAsync(DuplicatePlan plan, StreamWriter file)
    {
        await file.WriteLineAsync("card;repeats;kind");
        foreach (var duplicate in plan.All.OrderBy(d => d.Card))
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{duplicate.Card};{duplicate.Of};{duplicate.Kind}"));
    }
}
