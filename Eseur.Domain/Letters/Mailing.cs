namespace Eseur.Domain.Letters;

/// <summary>The numbers are stored.</summary>
public enum MailingState : byte
{
    Draft = 0,

    /// <summary>Waits for its hour, and then for its letters to be queued.</summary>
    Planned = 1,

    Running = 2,
    Paused = 3,

    /// <summary>No letter waits any more; reports may still come.</summary>
    Finished = 4,

    Cancelled = 5,
}

/// <summary>One text to many recipients.</summary>
public sealed class Mailing
{
    public const int SubjectLength = 200;
    public const int BodyLength = 20_000;
    public const int AudienceLength = 4000;
    public const int MostFiles = 5;

    /// <summary>Of all files together.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private readonly List<MailingFile> files = [];

    private Mailing() { }

    /// <param name="organizationId">In whose name; who writes that organisation may change and send it.</param>
    public Mailing(int organizationId, int? userId, string author, DateTime now)
    {
        OrganizationId = organizationId;
        UserId = userId;
        Author = author;
        CreatedAt = now;
    }

    public int Id { get; private set; }

    public int OrganizationId { get; private set; }

    public int? UserId { get; private set; }

    public string Author { get; private set; } = "";

    public LetterChannel Channel { get; private set; }

    /// <summary>Who gets it, as a query string: its page reads and writes it.</summary>
    public string Audience { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Markdown with fields.</summary>
    public string Body { get; private set; } = "";

    public MailingState State { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Not before, UTC.</summary>
    public DateTime? StartAt { get; private set; }

    /// <summary>The hour of the day at which each recipient gets it by their own clock; null for all at once.</summary>
    public byte? LocalHour { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>How many letters it will have; counted when the queueing begins, and again where it is taken up after a fall.</summary>
    public int LettersToQueue { get; private set; }

    /// <summary>How many of them are in the outbox.</summary>
    public int LettersQueued { get; private set; }

    /// <summary>The place of the last recipient whose letter is: the queueing goes on behind it, whoever goes on.</summary>
    public int QueuedUpTo { get; private set; }

    /// <summary>Until when one node queues its letters; another goes on afterwards.</summary>
    public DateTime? QueueingUntil { get; private set; }

    /// <summary>Since when nobody waits to be queued.</summary>
    public DateTime? QueuedAt { get; private set; }

    /// <summary>Grows with every change; guards against lost edits.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<MailingFile> Files => files;

    public bool IsUnderWay => State is MailingState.Running or MailingState.Paused;

    /// <summary>Who last wrote it or sends it answers for it: it reaches those whom they may write to.</summary>
    public void AnswerBy(int? userId, string author)
    {
        RequireDraft();
        (UserId, Author) = (userId, author);
    }

    public void Write(string subject, string body)
    {
        RequireDraft();
        subject = string.Join(' ', subject.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (subject.Length > SubjectLength)
            throw new RuleBrokenException($"Тема длиннее {SubjectLength} знаков. Сократите её: в списке писем видно только начало.");
        if (body.Length > BodyLength)
            throw new RuleBrokenException($"Письмо длиннее {BodyLength} знаков. Сократите текст или приложите файл.");
        (Subject, Body) = (subject, body);
        Version++;
    }

    public void Address(LetterChannel channel, string audience)
    {
        RequireDraft();
        if (audience.Length > AudienceLength)
            throw new RuleBrokenException("Условий слишком много: уберите часть из них.");
        (Channel, Audience) = (channel, audience);
        Version++;
    }

    public void Attach(MailingFile file)
    {
        RequireDraft();
        if (files.Count >= MostFiles)
            throw new RuleBrokenException($"Можно приложить не больше {MostFiles} файлов.");
        if (files.Sum(f => f.Size) + file.Size > MostBytes)
            throw new RuleBrokenException($"Файлы вместе больше {MostBytes / 1024 / 1024} МБ: такие письма многие почты не принимают. Положите файл на сайт и дайте ссылку.");
        files.Add(file);
        Version++;
    }

    public void Detach(MailingFile file)
    {
        RequireDraft();
        files.Remove(file);
        Version++;
    }

    /// <param name="startAt">UTC; null for at once.</param>
    /// <param name="localHour">0 to 23; null for all at once.</param>
    public void Plan(DateTime? startAt, byte? localHour, DateTime now)
    {
        RequireDraft();
        if (string.IsNullOrWhiteSpace(Subject))
            throw new RuleBrokenException("Напишите тему письма.");
        if (string.IsNullOrWhiteSpace(Body))
            throw new RuleBrokenException("Напишите текст письма.");
        if (Audience.Length == 0)
            throw new RuleBrokenException("Выберите, кому отправить.");
        if (localHour > 23)
            throw new RuleBrokenException("Час — от 0 до 23.");
        if (startAt < now.AddMinutes(-1))
            throw new RuleBrokenException("Это время уже прошло. Выберите другое или отправьте сейчас.");
        (StartAt, LocalHour, State) = (startAt ?? now, localHour, MailingState.Planned);
        Version++;
    }

    /// <summary>Back to a draft, while no letter is queued.</summary>
    public void Unplan()
    {
        Require(MailingState.Planned, "Рассылка уже началась.");
        (State, StartAt, LocalHour) = (MailingState.Draft, null, null);
        Version++;
    }

    /// <summary>Its letters begin to be queued, and to leave.</summary>
    /// <param name="letters">How many there will be.</param>
    /// <param name="queueingUntil">Whoever starts it queues them; a node that falls leaves them to another at this moment.</param>
    public void Start(DateTime now, int letters, DateTime queueingUntil)
    {
        Require(MailingState.Planned, "Рассылка уже началась.");
        (State, StartedAt, LettersToQueue, QueueingUntil) = (MailingState.Running, now, letters, queueingUntil);
        Version++;
    }

    /// <summary>Everybody's letter is in the outbox.</summary>
    public void EndQueueing(DateTime now) => (QueuedAt, QueueingUntil, LettersQueued) = (now, null, LettersToQueue);

    public void Pause()
    {
        Require(MailingState.Running, "Приостановить можно только рассылку, которая идёт.");
        State = MailingState.Paused;
        Version++;
    }

    public void Resume()
    {
        Require(MailingState.Paused, "Продолжить можно только приостановленную рассылку.");
        State = MailingState.Running;
        Version++;
    }

    /// <summary>The caller withholds the letters still waiting; those that are on their way arrive.</summary>
    public void Cancel(DateTime now)
    {
        if (State is not (MailingState.Planned or MailingState.Running or MailingState.Paused))
            throw new RuleBrokenException("Отменить можно только рассылку, которая ещё не закончилась.");
        (State, EndedAt) = (MailingState.Cancelled, now);
        Version++;
    }

    public void Finish(DateTime now)
    {
        Require(MailingState.Running, "Закончиться может только рассылка, которая идёт.");
        (State, EndedAt) = (MailingState.Finished, now);
        Version++;
    }

    private void RequireDraft() => Require(MailingState.Draft, "Рассылка уже запущена, изменить её нельзя. Сделайте новую.");

    private void Require(MailingState state, string otherwise)
    {
        if (State != state)
            throw new RuleBrokenException(otherwise);
    }
}

/// <summary>A file that goes along with every letter of a mailing.</summary>
public sealed class MailingFile
{
    public const int NameLength = 120;

    private MailingFile() { }

    public MailingFile(string name, string contentType, byte[] content) => (Name, ContentType, Content, Size) = (name, contentType, content, content.Length);

    public int Id { get; private set; }

    public int MailingId { get; private set; }

    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    /// <summary>Bytes.</summary>
    public int Size { get; private set; }
}
