using System.CommandLine;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Demo;

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
        await app.Services.GetRequiredService<Upgrade>().RunAsync(cancel);
        await app.Services.GetRequiredService<DemoStart>().FillWhenEmptyAsync(cancel);
        await StartAsync(app, cancel);
        Console.WriteLine($"Реестр открыт: {string.Join(", ", app.Urls)}");
        await PrintSignInsAsync(app, cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            throw new StartupException($"Не удалось открыть адрес {string.Join(", ", app.Urls)}: {e.Message} Другой задаёт --urls, например: --urls http://localhost:5090", e);
        }
    }

    private static async Task PrintSignInsAsync(WebApplication app, CancellationToken cancel)
    {
        var signIns = await app.Services.GetRequiredService<DemoSignIns>().ListAsync(cancel);
        if (signIns.Count == 0)
            return;
        Console.WriteLine($"Войти для знакомства (пароль у всех {DemoSignIns.Password}):");
        foreach (var signIn in signIns)
            Console.WriteLine($"  {signIn.Email,-26} {signIn.Who}");
    }
}
