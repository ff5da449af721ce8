using System.Net.Mail;
using Eseur.Admin.Shared;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Account;

/// <summary>What was typed as one's name, read as what it is, in whichever of the two places it was typed.</summary>
/// <param name="Ticket">The number of a ticket; null for an e-mail.</param>
/// <param name="Text">The same however it was typed: sixteen digits, or the e-mail in small letters.</param>
public readonly record struct SignInName(long? Ticket, string Text)
{
    /// <summary>What an e-mail may come to; whatever is longer is nobody's name.</summary>
    public const int Longest = 256;

    public static SignInName Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        return TicketNumber.Parse(text) is { } number
            ? new SignInName(number, number.ToString("D16"))
            : new SignInName(null, (text.Length > Longest ? text[..Longest] : text).ToLowerInvariant());
    }

    /// <summary>Null when it can be somebody's name; else what is wrong with it, in words for the person.</summary>
    public string? Problem(bool byTicket) => this switch
    {
        { Ticket: not null } => null,
        { Text: "" } => byTicket ? "Наберите номер билета: шестнадцать цифр с пластиковой карты или из приложения." : "Наберите адрес электронной почты.",
        _ when MailAddress.TryCreate(Text, out _) => null,
        _ when byTicket || Text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-') => $"В номере билета {TicketNumber.Digits} цифр, а здесь {Ru.Number(Text.Count(char.IsAsciiDigit))}. Проверьте номер или войдите по электронной почте.",
        _ => "Это не похоже на адрес электронной почты: в нём есть имя, знак @ и название сайта. Проверьте, нет ли опечатки.",
    };
}
