using System.CommandLine;
using Eseur.Admin.Data;
using Eseur.Admin.Live;

namespace Eseur.Admin.Commands;

/// <summary>What commands that look into an existing registry share.</summary>
internal static class RegistryCommand
{
    public static Option<int?> NodeOption() => new("--node") { Description = "Организация, с которой считать (номер из адреса её страницы). Без него — весь Профсоюз.", HelpName = "ID" };

    /// <summary>The application without its web server, over a database of this program's version.</summary>
    public static async Task<WebApplication> OpenAsync(ParseResult result, CancellationToken cancel)
    {
        var app = RegistryHost.Build(result.Settings());
        await app.Services.GetRequiredService<DatabaseStart>().RequireCurrentAsync(cancel);
        return app;
    }

    /// <summary>The organisation with its sums, read onto a fresh board.</summary>
    /// <exception cref="StartupException">The registry is empty or has no such organisation.</exception>
    public static async Task<NodeView> ReadNodeAsync(this WebApplication app, int? id, CancellationToken cancel)
    {
        await app.Services.GetRequiredService<BoardCatchUp>().RunAsync(cancel);
        var board = app.Services.GetRequiredService<CompletenessBoard>();
        if (board.RootId == 0)
            throw new StartupException("Реестр пуст. Для знакомства заполните его командой demo.");
        return board.TryRead(id ?? board.RootId, out var node) ? node : throw new StartupException($"Организации с номером {id} в реестре нет.");
    }
}
