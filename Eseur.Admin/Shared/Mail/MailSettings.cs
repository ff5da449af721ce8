using System.Net;
using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Admin.Shared.Mail;

/// <summary>How the conversation with the mail server is covered: not at all, after STARTTLS, or from its first byte.</summary>
public enum MailEncryption { None, StartTls, Tls }

/// <summary>Section "Mail" of the settings.</summary>
public sealed record MailSettings
{
    /// <summary>The server letters are given to; null where there is none.</summary>
    public string? Host { get; init; }

    public int Port { get; init; }

    public MailEncryption Tls { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Whom the letters of sign-ins and passwords come from.</summary>
    public required string Confirmation { get; init; }

    /// <summary>Whom notices and mailings come from.</summary>
    public required string Registry { get; init; }

    public required string SenderName { get; init; }

    /// <summary>The mailbox that reports of undelivered letters come to, each at its own address with a +; null for the sender's.</summary>
    public string? Bounces { get; init; }

    /// <summary>Where that mailbox is read: a Maildir, or a folder with a file for each report.</summary>
    public string? BouncesFolder { get; init; }

    /// <summary>Where letters are written instead while there is no server; never in production.</summary>
    public string? Folder { get; init; }

    /// <summary>How this machine names itself; null for its own name.</summary>
    public string? Hello { get; init; }

    /// <summary>Whom an undelivered letter is returned to: the mailbox of reports with the letter's mark, or the sender.</summary>
    public string EnvelopeFrom(string sender, long letterId, string secret) => Bounces is { } mailbox ? VerpAddress.Make(mailbox, letterId, secret) : sender;

    /// <exception cref="StartupException">A setting is missing or makes no sense.</exception>
    public static MailSettings From(IConfiguration configuration, IHostEnvironment environment) => new MailSettingsReader(configuration).Read(environment);

    /// <summary>Sign-in data are not shown even where settings are.</summary>
    public override string ToString() => $"{Host}:{Port} {Tls}";

    internal static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
