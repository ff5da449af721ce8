using System.Globalization;
using Eseur.Admin.Commands;

namespace Eseur.Tests.Commands;

/// <summary>The console is the process's own: whoever reads what a command printed runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PrintedOutput
{
    public const string Name = "printed output";
}

/// <summary>What a command answered: its exit code and both streams.</summary>
internal sealed record PrintedCommand(int Code, string Output, string Errors)
{
    public static async Task<PrintedCommand> RunAsync(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        await using var printed = new StringWriter(CultureInfo.InvariantCulture);
        await using var complained = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(printed);
        Console.SetError(complained);
        try
        {
            var code = await CommandLine.RunAsync(args);
            return new PrintedCommand(code, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
