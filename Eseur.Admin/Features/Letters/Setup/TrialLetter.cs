using System.Collections.Concurrent;
using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Smtp;
using Eseur.Domain;

namespace Eseur.Admin.Features.Letters.Setup;

/// <summary>What came of a trial letter.</summary>
/// <param name="Stage">Where it ended; null when the server took it.</param>
/// <param name="Words">The server's own, or of what went wrong.</param>
/// <param name="Hint">What to do; null where the words say it.</param>
public sealed record TrialResult(SmtpStage? Stage, string Words, string? Hint, TimeSpan Took);

/// <summary>So many trial letters of one person in an hour; each node counts its own.</summary>
internal sealed class TrialPace(TimeProvider clock)
{
    public const int Most = 10;

    private readonly ConcurrentDictionary<int, Queue<DateTimeOffset>> sent = [];

    public bool TryTake(int userId)
    {
        var moments = sent.GetOrAdd(userId, _ => new Queue<DateTimeOffset>());
        lock (moments)
        {
            while (moments.TryPeek(out var first) && clock.GetUtcNow() - first >= TimeSpan.FromHours(1))
                moments.Dequeue();
            if (moments.Count >= Most)
                return false;
            moments.Enqueue(clock.GetUtcNow());
            return true;
        }
    }
}

/// <summary>One letter past the outbox, while its sender waits for the server's answer.</summary>
internal sealed class TrialLetter(MailPost post, LetterWriter writer, PublicAddress registry, ICurrentActor current, TrialPace pace, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="ofSignIn">From the mailbox of sign-ins, not that of notices.</param>
    /// <exception cref="RuleBrokenException">It was not sent at all.</exception>
    public async Task<TrialResult> SendAsync(string to, bool ofSignIn)
    {
        if (!await OutboxReader.MayAsync(current))
            throw new RuleBrokenException("Почту проверяет администратор всего Профсоюза.");
        if (!post.IsSetUp)
            throw new RuleBrokenException("Отправлять некуда: почтовый сервер не задан в настройке Mail:Host.");
        if (SmtpAddress.Read(to.Trim()) is null)
            throw new RuleBrokenException("Это не адрес электронной почты. Пример: ivanova@example.org");
        var person = (await current.GetAsync())!;
        if (!pace.TryTake(person.UserId ?? 0))
            throw new RuleBrokenException($"За час можно отправить не больше {TrialPace.Most} пробных писем. Подождите немного.");
        var words = new LetterWords("Пробное письмо реестра", ["Если вы читаете это письмо, почта реестра работает."], registry.Find("mail") is { } page ? ("Открыть страницу почты", page) : null, [$"Отправил {person.Name}."]);
        var written = (await writer.WriteAsync(to.Trim(), "", words)) with { IsOfSignIn = ofSignIn };
        return await AskAsync(post.Compose(written, Guid.NewGuid(), 0, "trial"));
    }

    private async Task<TrialResult> AskAsync(OutgoingMail mail)
    {
        var began = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var reply = await post.SendAsync(mail, patience.Token);
            return Result(null, Words(reply), "Письмо у почтового сервера. Если оно не пришло за несколько минут, посмотрите в папке «Спам» и в журнале почтового сервера.");
        }
        catch (SmtpRefusedException e)
        {
            return Result(e.Stage, Words(e.Reply), e.Stage switch
            {
                SmtpStage.Sender => "Сервер не принимает отправителя. Разрешите на нём отправлять от ящиков реестра, в том числе от адресов возврата со знаком «+».",
                SmtpStage.Recipient when e.Reply.Code < 500 => "Сервер просит повторить позже. Обычным письмам реестр повторит сам.",
                SmtpStage.Recipient => "Сервер не принимает получателя. Проверьте адрес и то, что сервер пересылает письма в другие домены.",
                _ => null,
            });
        }
        catch (SmtpUnavailableException e)
        {
            return Result(e.Stage, e.Message, e.Stage switch
            {
                SmtpStage.Connect => "Проверьте настройки Mail:Host и Mail:Port, и что сеть пропускает туда реестр.",
                SmtpStage.Encryption => "Проверьте настройку Mail:Tls и сертификат сервера: он должен быть выдан на имя из Mail:Host и не просрочен.",
                SmtpStage.SignIn => "Проверьте настройки Mail:UserName и Mail:Password.",
                _ => null,
            });
        }
        catch (SmtpLostException e)
        {
            return Result(e.Stage, e.MayHaveArrived ? "Связь прервалась, когда письмо было передано: оно могло дойти." : "Связь с сервером прервалась.", null);
        }
        catch (OperationCanceledException)
        {
            return Result(SmtpStage.Connect, "Сервер молчит полминуты.", "Проверьте настройки Mail:Host и Mail:Port, и что сеть пропускает туда реестр.");
        }

        TrialResult Result(SmtpStage? stage, string words, string? hint) => new(stage, words, hint, clock.GetElapsedTime(began));
    }

    private static string Words(SmtpReply reply) => string.Join(' ', new[] { reply.Code.ToString(System.Globalization.CultureInfo.InvariantCulture), reply.Enhanced, reply.Text }.Where(w => !string.IsNullOrEmpty(w)));
}
