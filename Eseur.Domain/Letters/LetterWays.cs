namespace Eseur.Domain.Letters;

/// <summary>How a letter travels. Each has a consent of its own. The numbers are stored, here and below.</summary>
public enum LetterChannel : byte { Email = 0, Sms = 1, Push = 2 }

/// <summary>What a letter is about; says who writes its words when its turn comes.</summary>
public enum LetterKind : byte
{
    Mailing = 0,
    Notice = 1,
    Invitation = 2,
    NewPassword = 3,
    PasswordChanged = 4,
}

/// <summary>Whose address a letter goes to.</summary>
public enum RecipientKind : byte { Chairperson = 0, Organization = 1, Activist = 2, Member = 3, User = 4 }

/// <summary>States of one letter to one person. Source: design "Letters".</summary>
public enum LetterState : byte
{
    Queued = 0,

    /// <summary>Taken by a node until its lease ends.</summary>
    Sending = 1,

    /// <summary>The mail server took it; whether it arrives is not known yet.</summary>
    Sent = 2,

    /// <summary>A report said so, or none came back within the window.</summary>
    Delivered = 3,

    Bounced = 4,

    /// <summary>Not sent, and rightly so; <see cref="Letter.Obstacle"/> says why.</summary>
    Suppressed = 5,

    /// <summary>Tried until there was no sense in it.</summary>
    Failed = 6,
}

/// <summary>What stands between a letter and its recipient, known before it is sent.</summary>
public enum Obstacle : byte
{
    None = 0,

    /// <summary>There is nobody in that office.</summary>
    NoPerson = 1,

    NoAddress = 2,

    /// <summary>What is written there is no address.</summary>
    BadAddress = 3,

    /// <summary>An earlier letter to this address came back.</summary>
    Returned = 4,

    /// <summary>Nobody has asked for the consent yet.</summary>
    NoConsent = 5,

    /// <summary>Asked, and the answer was no.</summary>
    Refused = 6,

    /// <summary>The mailing was stopped before this letter's turn.</summary>
    Cancelled = 7,
}

public static class LetterLabels
{
    public static string Label(this LetterState state) => state switch
    {
        LetterState.Queued => "В очереди",
        LetterState.Sending => "Отправляется",
        LetterState.Sent => "Отправлено",
        LetterState.Delivered => "Доставлено",
        LetterState.Bounced => "Вернулось",
        LetterState.Suppressed => "Не отправлено",
        LetterState.Failed => "Не удалось",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Label(this Obstacle obstacle) => obstacle switch
    {
        Obstacle.None => "Дойдёт",
        Obstacle.NoPerson => "Некому: человек не указан",
        Obstacle.NoAddress => "Адреса нет",
        Obstacle.BadAddress => "Адрес написан с ошибкой",
        Obstacle.Returned => "Прежнее письмо вернулось",
        Obstacle.NoConsent => "Согласие не указано",
        Obstacle.Refused => "Человек отказался от писем",
        Obstacle.Cancelled => "Рассылка отменена",
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, null),
    };

    public static string Label(this MailingState state) => state switch
    {
        MailingState.Draft => "Черновик",
        MailingState.Planned => "Ждёт отправки",
        MailingState.Running => "Идёт",
        MailingState.Paused => "Приостановлена",
        MailingState.Finished => "Завершена",
        MailingState.Cancelled => "Отменена",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Label(this LetterChannel channel) => channel switch
    {
        LetterChannel.Email => "E-mail",
        LetterChannel.Sms => "SMS",
        LetterChannel.Push => "PUSH",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };
}
