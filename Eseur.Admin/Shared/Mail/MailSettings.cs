using Eseur.Admin.Data;

namespace Eseur.Admin.Shared.Mail;

public enum MailEncryption { None, StartTls }

/// <summary>Section "Mail" of the settings.</summary>
/// <param name="Host">The server letters are given to; null where there is none.</param>
/// <param name="Confirmation">Whom the letters of sign-ins and passwords come from.</param>
/// <param name="Folder">Where letters are written instead while there is no server; never in production.</param>
public sealed record MailSettings(string? Host, int Port, string? UserName, string? Password, MailEncryption Tls, string Confirmation, string? Folder)
{
    private const int Submission = 587;

    /// <exception cref="StartupException">A setting is missing or makes no sense.</exception>
    public static MailSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var host = Text("Host");
        var tls = Text("Tls") ?? nameof(MailEncryption.StartTls);
        if (!Enum.TryParse<MailEncryption>(tls, ignoreCase: true, out var encryption) || !Enum.IsDefined(encryption))
            throw new StartupException($"Настройка Mail:Tls: «{tls}» неизвестно. Допустимо: None, StartTls.");
        var port = Submission;
        if (Text("Port") is { } number && (!int.TryParse(number, out port) || port is < 1 or > 65535))
            throw new StartupException($"Настройка Mail:Port: «{number}» — нужно число от 1 до 65535.");
        var sender = Text("Confirmation") ?? "confirmation@localhost";
        if (!System.Net.Mail.MailAddress.TryCreate(sender, out _))
            throw new StartupException($"Настройка Mail:Confirmation: «{sender}» — нужен адрес, от которого уходят письма, например confirmation@example.org.");
        if (host is not null && Text("Confirmation") is null)
            throw new StartupException("Задана настройка Mail:Host, но не Mail:Confirmation — адрес, от которого уходят письма.");
        var folder = environment.IsProduction() || Text("Folder") is not { } named ? null : Path.GetFullPath(named);
        return new MailSettings(host, port, Text("UserName"), Text("Password"), encryption, sender, folder);

        string? Text(string key) => configuration[$"Mail:{key}"] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}
