using System.CommandLine;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Commands;

internal static class ExportCommand
{
    public static Command Create()
    {
        var node = RegistryCommand.NodeOption();
        var output = new Option<FileInfo>("--out") { Description = "Куда записать книгу Excel.", HelpName = "FILE.xlsx", Required = true };
        var completeness = new Command("completeness", "Отчёт о незаполненных полях: сводка, подчинённые, все организации.") { node, output };
        completeness.TreatUnmatchedTokensAsErrors = false;
        completeness.SetAction((result, cancel) => WriteAsync(result, result.GetValue(node), result.GetRequiredValue(output), cancel));
        return new Command("export", "Выгрузить отчёт в Excel.") { completeness };
    }

    private static async Task<int> WriteAsync(ParseResult result, int? node, FileInfo file, CancellationToken cancel)
    {
        await using var app = await RegistryCommand.OpenAsync(result, cancel);
        var organization = await app.ReadNodeAsync(node, cancel);
        // Written beside and renamed: a report broken half-way never stands under the asked name.
        var partial = file.FullName + ".part";
        try
        {
            await using (var scope = app.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(Actor.System("Команда export")))
            await using (var stream = File.Create(partial))
                await scope.ServiceProvider.GetRequiredService<CompletenessReport>().WriteAsync(new OrganizationFilter { Under = organization.Id }, stream, cancel: cancel);
            await app.Services.GetRequiredService<ReadingRecorder>().ExportAsync(Actor.System("Команда export"), organization.Id, organization.Figures.Total, file.Name);
            File.Move(partial, file.FullName, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Не удалось записать {file.FullName}: {Reason(e)}", e);
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
        Console.WriteLine($"{organization.Name}: {Ru.Number(organization.Figures.Total)} организаций в {file.FullName}");
        return 0;
    }

    private static string Reason(Exception e) => e switch
    {
        DirectoryNotFoundException => "такой папки нет. Создайте её или укажите другую.",
        UnauthorizedAccessException => "сюда нельзя писать. Укажите в --out файл в папке, где у вас есть право записи.",
        _ => e.Message,
    };
}
