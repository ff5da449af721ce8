using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>Why a letter came, said at its end: whoever knows that sees what to mend.</summary>
public static class LetterReason
{
    /// <param name="organization">By its short name.</param>
    public static string Of(RecipientKind kind, string organization) => Sentence(kind, organization.Replace('«', '„').Replace('»', '“'));

    private static string Sentence(RecipientKind kind, string organization) => kind switch
    {
        RecipientKind.Chairperson => $"Вы получили это письмо, потому что указаны председателем организации «{organization}» и дали согласие на уведомления.",
        RecipientKind.Organization => $"Письмо пришло сюда, потому что этот адрес указан в паспорте организации «{organization}».",
        RecipientKind.Activist => $"Вы получили это письмо, потому что указаны в профактиве организации «{organization}» и дали согласие на уведомления.",
        RecipientKind.Member => $"Вы получили это письмо, потому что состоите на учёте в организации «{organization}» и дали согласие на уведомления.",
        RecipientKind.User => "Вы получили это письмо, потому что работаете в реестре.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
