using System.CommandLine;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;

namespace Eseur.Admin.Commands;

internal static class LettersCommand
{
    public static Command Create()
    {
        var untilEmpty = new Option<bool>("--until-empty") { Description = "Выйти, когда отправлять больше нечего. Без этого работать, пока не остановят." };
        var send = new Command("send", "Отправлять письма из очереди, не открывая страниц: ещё один отправитель рядом с сайтом.") { untilEmpty };
        send.TreatUnmatchedTokensAsErrors = false;
        send.SetAction(async (result, cancel) =>
        {
            await using var app = await RegistryCommand.OpenAsync(result, cancel);
            if (app.Services.GetRequiredService<LetterChannels>().SetUp.Count == 0)
                throw new StartupException("Отправлять некуда: задайте почтовый сервер в настройке Mail:Host.");
            if (app.Services.GetRequiredService<PublicAddress>().Root is null)
                throw new StartupException($"Задайте в настройке {PublicAddress.Setting} адрес, по которому открывают реестр: с него начинаются ссылки в письмах.");
            await app.Services.GetRequiredService<LetterSender>().RunAsync(result.GetValue(untilEmpty), cancel);
            return 0;
        });
        return new Command("letters", "Письма реестра.") { send };
    }
}
