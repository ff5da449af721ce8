using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Channels;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>What is wrong with the mail, and what to do.</summary>
internal static class MailWarnings
{
    /// <summary>Letters due for so long should have gone.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    public static IEnumerable<string> Of(MailSettings mail, SendingSettings sending, Uri? registry, OutboxState outbox)
    {
        if (mail.Host is null)
        {
            yield return mail.Folder is null
                ? "Письма никуда не уходят: почтовый сервер не задан. Укажите его в настройках Mail:Host и Mail:Confirmation и перезапустите реестр."
                : "Письма складываются в папку и людям не уходят. Чтобы уходили, укажите почтовый сервер в настройке Mail:Host.";
        }
        foreach (var channel in outbox.WithoutWay)
            yield return $"Сообщения {channel.Label()} ждут: на этом сервере папка для них не задана. Если их отправляет не другой сервер, укажите её в настройке {ChannelSettings.KeyOf(channel)} и перезапустите реестр.";
        if (registry is null)
            yield return "Ссылки в письмах не на что направить: укажите адрес реестра в настройке PublicAddress. Без него письма ждут.";
        if (mail is { Host: { } host, Tls: MailEncryption.None } && !MailSettings.IsLoopback(host))
            yield return "Письма идут к почтовому серверу без шифрования. Задайте Mail:Tls = StartTls (порт 587) или Tls (порт 465).";
        if (mail.Bounces is null)
            yield return "Реестр не узнает о вернувшихся письмах: они будут считаться доставленными. Заведите для возвратов ящик и укажите его в настройке Mail:Bounces.";
        else if (mail.BouncesFolder is null)
            yield return "Ящик для возвратов есть, но реестр его не читает: укажите его папку в настройке Mail:BouncesFolder.";
        else if (outbox.ReportsAside is null)
            yield return $"Папка возвратов {mail.BouncesFolder} не открывается. Проверьте, что она есть и что у программы есть право читать и переносить файлы в ней.";
        if (mail.Bounces is { } returns && !SameDomain(returns, mail.Registry))
            yield return $"Ящик возвратов ({Domain(returns)}) и отправитель ({Domain(mail.Registry)}) в разных доменах: почты, которые проверяют SPF и DMARC, могут счесть письма поддельными. Возьмите ящики в одном домене.";
        if (!sending.Enabled)
            yield return "Этот сервер писем не отправляет (Sending:Enabled = false). Проверьте, что их отправляет другой.";
        if (outbox.OldestDue is { } since && outbox.At - since > Long)
            yield return $"Письма ждут с {Ru.Time(since)}. Отправьте пробное письмо: ответ сервера скажет, в чём дело.";
        if (outbox.ReportsAside is > 0 and var aside)
            yield return $"{Ru.Number(aside)} {Ru.Plural(aside, "возврат не прочитан и отложен", "возврата не прочитаны и отложены", "возвратов не прочитаны и отложены")} в папку {Path.Combine(mail.BouncesFolder!, "aside")}. Посмотрите, что в них; ненужные удалите.";
    }

    private static string Domain(string mailbox) => mailbox[(mailbox.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>One, or one within the other: mail servers look at the domain that both belong to.</summary>
    private static bool SameDomain(string one, string other) =>
        ("." + Domain(one)).EndsWith("." + Domain(other), StringComparison.Ordinal) || ("." + Domain(other)).EndsWith("." + Domain(one), StringComparison.Ordinal);
}
