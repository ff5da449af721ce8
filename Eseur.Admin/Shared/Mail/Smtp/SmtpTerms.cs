using System.Net.Security;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>What a conversation is held to.</summary>
/// <param name="Patience">A server that says nothing for so long will not answer.</param>
/// <param name="Idle">A connection that carried nothing for so long is closed: servers drop them at their own time.</param>
/// <param name="Trust">Tests trust a certificate of their own; null leaves it to the system.</param>
internal sealed record SmtpTerms(TimeSpan Patience, TimeSpan Idle, RemoteCertificateValidationCallback? Trust = null)
{
    public static readonly SmtpTerms Usual = new(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
}
