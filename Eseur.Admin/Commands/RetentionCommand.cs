using System.CommandLine;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Admin.Shared;

namespace Eseur.Admin.Commands;

internal static class RetentionCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Только сосчитать, ничего не стирать." };
        var command = new Command("retention", "Стереть персональные данные снятых с учёта, чей срок хранения прошёл (настройка Retention:OffRecordYears).") { dryRun };
        command.SetAction(async (result, cancel) =>
        {
            await using var app = await RegistryCommand.OpenAsync(result, cancel);
            if (app.Services.GetRequiredService<RetentionSettings>().OffRecordYears is not { } years)
            {
                Console.WriteLine("Срок хранения не задан (Retention:OffRecordYears), поэтому стирать нечего.");
                return 0;
            }
            var retention = app.Services.GetRequiredService<MemberRetention>();
            var count = await retention.CountAsync(cancel);
            Console.WriteLine($"Срок хранения ({years} {Ru.Plural(years, "год", "года", "лет")} после снятия с учёта) прошёл у карточек: {Ru.Number(count)}.");
            if (result.GetValue(dryRun) || count == 0)
                return 0;
            var (erased, left) = await retention.EraseAsync(cancel);
            Console.WriteLine($"Стёрто: {Ru.Number(erased)}.{(left == 0 ? "" : $" Не получилось: {Ru.Number(left)}, причины — в журнале программы.")}");
            return left == 0 ? 0 : 2;
        });
        return command;
    }
}
