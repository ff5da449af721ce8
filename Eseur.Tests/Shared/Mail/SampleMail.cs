using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Tests.Shared.Mail;

internal static class SampleMail
{
    public static OutgoingMail To(string address = "anna@example.org") => new()
    {
        EnvelopeFrom = "returns+abc@registry.example",
        From = new Mailbox("registry@registry.example", "Реестр"),
        To = new Mailbox(address, "Анна Петрова"),
        Subject = "Проверка",
        Text = "Здравствуйте!",
        Html = "<p>Здравствуйте!</p>",
        MessageId = "k1@registry.example",
    };
}
