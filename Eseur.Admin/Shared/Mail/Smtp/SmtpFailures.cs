namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>How far a conversation with a mail server got, in its order.</summary>
public enum SmtpStage { Connect, Greeting, Hello, Encryption, SignIn, Sender, Recipient, Data, Body }

/// <summary>The server refused this letter, for now (4xx) or for good (5xx); the next one may go over the same connection.</summary>
public sealed class SmtpRefusedException(SmtpReply reply, SmtpStage stage) : Exception($"The mail server refused a letter: {reply.Code} {reply.Enhanced} ({stage}).")
{
    public SmtpReply Reply => reply;

    public SmtpStage Stage => stage;
}

/// <summary>The connection broke, fell silent or spoke nonsense while a letter was on its way.</summary>
public sealed class SmtpLostException(SmtpStage stage, bool mayHaveArrived, Exception inner)
    : Exception($"The mail server was lost ({stage}, {(mayHaveArrived ? "the letter may have arrived" : "the letter did not arrive")}).", inner)
{
    public SmtpStage Stage => stage;

    /// <summary>The whole letter was handed over and no answer was read: sending it again may make two of it.</summary>
    public bool MayHaveArrived => mayHaveArrived;
}

/// <summary>No letter can be given to the server now, whoever it is for: no connection, encryption or sign-in, or it said goodbye.</summary>
public sealed class SmtpUnavailableException(string message, SmtpStage stage, SmtpReply? reply = null, Exception? inner = null) : Exception(message, inner)
{
    public SmtpStage Stage => stage;

    public SmtpReply? Reply => reply;
}
