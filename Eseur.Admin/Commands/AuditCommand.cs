using System.CommandLine;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Shared;
using Eseur.Domain.Changes;

namespace Eseur.Admin.Commands;

internal static class AuditCommand
{
    private const int Differs = 3;

    public static Command Create()
    {
        var expect = new Option<string[]>("--expect")
        {
            Description = "Номер и сумма пломбы, записанные при прошлой проверке в другом месте: так видно, что конец журнала не отрезан. Можно указать несколько раз.",
            HelpName = "NUMBER:HASH",
        };
        expect.Validators.Add(given =>
        {
            foreach (var text in (given.GetValueOrDefault<string[]>() ?? []).Where(t => KeptSeal.Parse(t) is null))
                given.AddError($"--expect: «{text}» не похоже на номер пломбы и её сумму. Скопируйте их целиком из прошлой проверки, например 12:9F86D081…");
        });
        var verify = new Command("verify", "Сверить журнал изменений и журнал обращений с их пломбами. Код 3, если есть расхождения.") { expect };
        verify.TreatUnmatchedTokensAsErrors = false;
        verify.SetAction((result, cancel) => VerifyAsync(result, result.GetValue(expect) ?? [], cancel));
        return new Command("audit", "Проверить журнал: не удалено и не изменено ли в нём что-нибудь.") { verify };
    }

    private static async Task<int> VerifyAsync(ParseResult result, string[] expected, CancellationToken cancel)
    {
        await using var app = await RegistryCommand.OpenAsync(result, cancel);
        var check = app.Services.GetRequiredService<AuditCheck>();
        var found = 0;
        foreach (var (chain, title) in new[] { (SealChain.Changes, "Журнал изменений"), (SealChain.Readings, "Журнал обращений") })
        {
            await foreach (var difference in check.RunAsync(chain, cancel))
            {
                found++;
                Console.WriteLine($"{title}. {difference}");
            }
            Console.WriteLine(await check.LastAsync(chain, cancel) is { } last ? $"{title}: последняя пломба {last}" : $"{title}: пломб ещё нет.");
        }
        foreach (var kept in expected.Select(KeptSeal.Parse).OfType<KeptSeal>())
        {
            if (await check.HasAsync(kept, cancel))
                continue;
            found++;
            Console.WriteLine($"Пломбы {kept.Number} с записанной у вас суммой больше нет: конец журнала отрезан или цепочка переписана.");
        }
        Console.WriteLine(found == 0 ? "Расхождений нет. Запишите последние пломбы в другом месте и укажите их при следующей проверке в --expect." : $"Расхождений: {Ru.Number(found)}.");
        return found == 0 ? 0 : Differs;
    }
}
