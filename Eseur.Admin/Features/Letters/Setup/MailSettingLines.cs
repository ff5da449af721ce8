using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>What is set, in the words of the page; the password never.</summary>
internal static class MailSettingLines
{
    public static IEnumerable<(string Name, string? Value, string Key)> Of(MailSettings mail, SendingSettings sending, ChannelSettings channels)
    {
        yield return ("Почтовый сервер", mail.Host is null ? null : $"{mail.Host}, порт {mail.Port}", "Mail:Host, Mail:Port");
        if (mail is { Host: null, Folder: { } folder })
            yield return ("Папка вместо сервера", folder, "Mail:Folder");
        yield return ("Шифрование", mail.Tls switch
        {
            MailEncryption.None => "нет",
            MailEncryption.StartTls => "STARTTLS, обязательно",
            _ => "TLS с первого байта",
        }, "Mail:Tls");
        yield return ("Вход на сервер", mail.UserName is null ? "без имени и пароля" : $"{mail.UserName}, пароль {(mail.Password is null ? "не задан" : "задан")}", "Mail:UserName, Mail:Password");
        yield return ("Ящик входа и паролей", mail.Confirmation, "Mail:Confirmation");
        yield return ("Ящик рассылок и уведомлений", mail.Registry, "Mail:Registry");
        yield return ("Имя отправителя", mail.SenderName, "Mail:SenderName");
        yield return ("Ящик возвратов", mail.Bounces, "Mail:Bounces");
        yield return ("Папка возвратов", mail.BouncesFolder, "Mail:BouncesFolder");
        yield return ("Писем одновременно", Ru.Number(sending.Parallel), "Sending:Parallel");
        yield return ("В один домен за минуту", sending.PerDomainMinute == 0 ? "сколько угодно" : Ru.Number(sending.PerDomainMinute), "Sending:PerDomainMinute");
        yield return ("Доставлено, если не вернулось за", Hours(sending.Window), "Sending:WindowHours");
        yield return ("Папка для SMS", channels.SmsFolder, ChannelSettings.SmsKey);
        yield return ("Папка для PUSH", channels.PushFolder, ChannelSettings.PushKey);
    }

    private static string Hours(TimeSpan window) => (long)window.TotalHours is var hours ? $"{Ru.Number(hours)} {Ru.Plural(hours, "час", "часа", "часов")}" : "";
}
