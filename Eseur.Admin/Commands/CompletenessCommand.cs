using System.CommandLine;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Commands;

internal static class CompletenessCommand
{
    public static Command Create()
    {
        var node = RegistryCommand.NodeOption();
        var json = new Option<bool>("--json") { Description = "Вывести как JSON, с ключами опубликованных показателей." };
        var command = new Command("completeness", "Показать незаполненные поля: те же числа, что на странице «Сводка».") { node, json };
        command.SetAction(async (result, cancel) =>
        {
            await using var app = await RegistryCommand.OpenAsync(result, cancel);
            var organization = await app.ReadNodeAsync(result.GetValue(node), cancel);
            var today = app.Services.GetRequiredService<TimeProvider>().MoscowToday();
            if (result.GetValue(json))
                Console.WriteLine(CompletenessJson.Of(organization.Figures, await app.Services.GetRequiredService<ChairpersonConsents>().ReadAsync(organization, cancel), today));
            else
                Print(organization, today);
            return 0;
        });
        return command;
    }

    private static void Print(NodeView organization, DateOnly today)
    {
        var figures = organization.Figures;
        Console.WriteLine($"{organization.Name}, {Ru.Date(today)}");
        Console.WriteLine(CompletenessTable.Counts(figures));
        Console.WriteLine();
        Print(CompletenessTable.Of(figures), decimals: 1);
        Console.WriteLine();
        Console.WriteLine($"Членов Профсоюза: {Ru.Number(figures.Members.Total)} ({figures.Members.Coverage.Percent(2)} % статистического учёта)");
        Console.WriteLine();
        Print(CompletenessTable.Of(figures, Catalogue.Card), decimals: 2);
    }

    private static void Print(IReadOnlyList<CompletenessRow> rows, int decimals)
    {
        var width = rows.Max(r => r.Gap.Label.Length);
        Console.WriteLine($"{"Вкладка",-34} {"Поле".PadRight(width)} {"Не заполнено",13} {"Относится к",12} {"%",7}");
        foreach (var (tab, gap, share) in rows)
            Console.WriteLine($"{tab.Title,-34} {gap.Label.PadRight(width)} {Ru.Number(share.Part),13} {Ru.Number(share.Whole),12} {share.Percent(decimals),7}");
    }
}
