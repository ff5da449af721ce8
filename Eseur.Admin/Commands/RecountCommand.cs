using System.CommandLine;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Shared;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;

namespace Eseur.Admin.Commands;

internal static class RecountCommand
{
    public static Command Create()
    {
        var command = new Command("recount", "Пересчитать счётчики по самим записям и показать расхождения. В исправном реестре их нет.");
        command.SetAction(async (result, cancel) =>
        {
            await using var app = await RegistryCommand.OpenAsync(result, cancel);
            var counted = 0;
            var found = 0;
            await foreach (var difference in app.Services.GetRequiredService<Recount>().RunAsync(new Counted(n => counted = n), cancel))
            {
                found++;
                Console.WriteLine($"{difference.OrganizationId} {difference.Name}: {Describe(difference)}");
            }
            await foreach (var difference in app.Services.GetRequiredService<MemberRecount>().RunAsync(cancel))
            {
                found++;
                Console.WriteLine($"{difference.OrganizationId} {difference.Name}: {(difference.Card is { } card ? $"карточка {card}, " : "членов Профсоюза, ")}{difference.Column}: было {Ru.Number(difference.Was)}, стало {Ru.Number(difference.Becomes)}");
            }
            Console.WriteLine($"Пересчитано организаций: {Ru.Number(counted)}, с карточками их членов. Расхождений: {Ru.Number(found)}{(found == 0 ? "" : ", исправлены")}.");
            return 0;
        });
        return command;
    }

    private static string Describe(CounterDifference difference) => string.Join("; ", Catalogue.Passport.Gaps
        .Select(g => (Gap: g, Was: State(difference.Was, g), Becomes: State(difference.Becomes, g)))
        .Where(d => d.Was != d.Becomes).Select(d => $"{d.Gap.Title}: было «{d.Was}», стало «{d.Becomes}»")
        .Concat(difference.ReportDiffers ? ["числа статистического отчёта"] : []));

    private static string State(GapBits bits, Gap gap) =>
        (bits.Missing & gap.Mask) != 0 ? "не заполнено" : (bits.Applicable & gap.Mask) != 0 ? "заполнено" : "не относится";

    /// <summary>Reports at once, on the counting thread: <see cref="Progress{T}"/> would post them to come after the summary.</summary>
    private sealed class Counted(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
