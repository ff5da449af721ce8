using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Admin.Shared.Mail;

internal sealed class MailSettingsReader(IConfiguration configuration)
{
    private const int Submission = 587;
    private const int SubmissionOverTls = 465;

    /// <summary>With the longest number and the secret of a letter behind it, it still fits into the 64 characters of RFC 5321.</summary>
    private const int MostBounces = 30;

    /// <exception cref="StartupException">A setting is missing or makes no sense.</exception>
    public MailSettings Read(IHostEnvironment environment)
    {
        var tls = Encryption();
        var confirmation = Mailbox("Confirmation") ?? "confirmation@localhost";
        var settings = new MailSettings
        {
            Host = Text("Host"), Port = Port() ?? (tls == MailEncryption.Tls ? SubmissionOverTls : Submission), Tls = tls,
            UserName = Text("UserName"), Password = Text("Password"),
            Confirmation = confirmation, Registry = Mailbox("Registry") ?? confirmation, SenderName = Text("SenderName") ?? "Реестр Профсоюза",
            Bounces = Mailbox("Bounces"), BouncesFolder = Text("BouncesFolder") is { } reports ? Path.GetFullPath(reports) : null,
            Folder = environment.IsProduction() || Text("Folder") is not { } letters ? null : Path.GetFullPath(letters),
            Hello = Name("Hello"),
        };
        return Check(settings);
    }

    private MailSettings Check(MailSettings settings)
    {
        if (settings.Host is not null && Text("Confirmation") is null)
            throw new StartupException("Задана настройка Mail:Host, но не Mail:Confirmation — адрес, от которого уходят письма.");
        if (settings is { Tls: MailEncryption.None, UserName: not null, Host: { } host } && !MailSettings.IsLoopback(host))
            throw new StartupException("Настройка Mail:Tls: None, а Mail:UserName задано: пароль ушёл бы по сети открыто. Задайте StartTls или Tls, или уберите Mail:UserName и Mail:Password.");
        if (settings is { UserName: null, Password: not null })
            throw new StartupException("Задана настройка Mail:Password, но не Mail:UserName — имя, с которым входят на почтовый сервер.");
        if (settings is { Bounces: null, BouncesFolder: not null })
            throw new StartupException("Задана настройка Mail:BouncesFolder, но не Mail:Bounces — ящик, в который возвращаются недоставленные письма.");
        if (settings.Bounces is { } bounces && bounces.LastIndexOf('@') > MostBounces)
            throw new StartupException($"Настройка Mail:Bounces: имя ящика длиннее {MostBounces} знаков, а за ним ещё стоит отметка письма. Заведите ящик с коротким именем, например bounces@example.org.");
        if (settings.SenderName.Any(char.IsControl))
            throw new StartupException("Настройка Mail:SenderName: имя отправителя пишется в одну строку.");
        return settings;
    }

    private MailEncryption Encryption() => Text("Tls") switch
    {
        null => MailEncryption.StartTls,
        var text when Enum.TryParse<MailEncryption>(text, ignoreCase: true, out var tls) && string.Equals(tls.ToString(), text, StringComparison.OrdinalIgnoreCase) => tls,
        var text => throw new StartupException($"Настройка Mail:Tls: «{text}» неизвестно. Допустимо: {string.Join(", ", Enum.GetNames<MailEncryption>())}."),
    };

    private string? Mailbox(string key) => Text(key) switch
    {
        null => null,
        var text when SmtpAddress.Read(text) is { NeedsUtf8: false } => text,
        var text => throw new StartupException($"Настройка Mail:{key}: «{text}» — нужен адрес почтового ящика, например registry@example.org."),
    };

    private string? Name(string key) => Text(key) switch
    {
        null => null,
        var text when SmtpAddress.Read($"a@{text}") is { } named => named.Domain,
        var text => throw new StartupException($"Настройка Mail:{key}: «{text}» — нужно полное имя этой машины, например registry.example.org."),
    };

    private int? Port() => Text("Port") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 => port,
        var text => throw new StartupException($"Настройка Mail:Port: «{text}» — нужно целое число от 1 до 65535."),
    };

    private string? Text(string key) => configuration[$"Mail:{key}"] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
