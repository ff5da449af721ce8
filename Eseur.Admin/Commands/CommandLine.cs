using System.CommandLine;
using Eseur.Admin.Data;

namespace Eseur.Admin.Commands;

/// <summary>The one program's commands. A word of the form --Section:Key goes to the settings of whichever command runs.</summary>
public static class CommandLine
{
    /// <summary>What shells report after Ctrl+C.</summary>
    private const int StoppedByPerson = 130;

    /// <returns>0 done, 1 wrong words, 2 the program or its database is not in a state to do it, 3 the record differs from its seals.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var parsed = Root().Parse(args);
            if (SettingArguments.Problem(parsed.UnmatchedTokens) is { } problem)
                throw new Domain.RuleBrokenException(problem);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Остановлено.");
            return StoppedByPerson;
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync($"Файл настроек не читается: {e.Message} {e.InnerException?.Message}".TrimEnd());
            return 2;
        }
        catch (Domain.RuleBrokenException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("Eseur.Admin: реестр организаций Профсоюза. Без команды — serve.");
        root.Add(ServeCommand.Create());
        root.Add(MigrateCommand.Create());
        root.Add(DemoCommand.Create());
        root.Add(RecountCommand.Create());
        root.Add(RetentionCommand.Create());
        root.Add(CompletenessCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(InviteCommand.Create());
        root.Add(AuditCommand.Create());
        root.Add(LettersCommand.Create());
        foreach (var command in root.Subcommands.Append(root))
            command.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(ServeCommand.RunAsync);
        return root;
    }
}
