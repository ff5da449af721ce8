using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>Codes of mail servers (RFC 3463) as people understand them.</summary>
public static class LetterReasons
{
    /// <returns>Null where there is nothing to explain.</returns>
    /// <param name="reason">The server's own words: a complaint has no code.</param>
    /// <param name="code">Whether the code is told as well.</param>
    public static string? InWords(LetterState state, string? status, string? reason = null, bool code = true) =>
        reason == Letter.Complaint ? "пожаловался на спам"
        : state is LetterState.Bounced or LetterState.Failed || (state == LetterState.Queued && status is not null) ? status is null ? "почта не сказала почему" : code ? $"{Words(status)} ({status})" : Words(status) : null;

    private static string Words(string status) => status switch
    {
        "5.1.0" or "5.1.1" or "5.1.6" or "550" => "такого ящика нет",
        "5.1.2" or "5.1.10" or "5.4.4" or "4.4.4" => "почтового сайта из адреса нет",
        "5.1.3" or "553" => "адрес написан с ошибкой",
        "5.2.1" or "4.2.1" => "ящик отключён",
        "5.2.2" or "4.2.2" or "552" or "452" => "ящик переполнен",
        "5.2.3" or "5.3.4" => "письмо слишком большое для этого ящика",
        "4.4.1" or "4.4.2" or "5.4.1" or "5.4.7" or "4.4.7" => "почта получателя не отвечает",
        "554" => Unwanted,
        _ when status.StartsWith("5.7", StringComparison.Ordinal) => Unwanted,
        _ when status.StartsWith('4') => "почта получателя просит подождать",
        _ => "почта получателя отказала",
    };

    private const string Unwanted = "почта получателя сочла письмо нежелательным";
}
