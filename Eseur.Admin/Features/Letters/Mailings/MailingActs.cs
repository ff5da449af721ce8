using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Shared.Mail;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Letters.Mailings;

/// <summary>What a draft says, as the page has it.</summary>
public sealed record MailingDraft(LetterChannel Channel, MailingAudience Audience, string Subject, string Body);

/// <summary>
/// What people do with mailings. Every act gives back the mailing's new version, and one that changes a draft asks for the
/// version that its page has seen: nobody's words are written over unseen.
/// </summary>
public sealed class MailingActs(RegistryDatabase database, MailingStarter starter, PublicAddress address, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The number of the new draft.</returns>
    public async Task<int> CreateAsync(int organizationId, MailingAudience? audience = null)
    {
        await using var context = await database.OpenAsync();
        var mailing = await NewAsync(context, organizationId);
        mailing.Address(LetterChannel.Email, (audience ?? new MailingAudience()).ToQueryString());
        await context.SaveChangesAsync();
        return mailing.Id;
    }

    /// <summary>A new draft of an old mailing's words and files, for the same audience as it is now.</summary>
    /// <returns>The number of the new draft.</returns>
    public async Task<int> CopyAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var old = await FindAsync(context, id, withFiles: true);
        var copy = await NewAsync(context, old.OrganizationId);
        copy.Write(old.Subject, old.Body);
        copy.Address(old.Channel, old.Audience);
        foreach (var file in old.Files)
            copy.Attach(new MailingFile(file.Name, file.ContentType, file.Content));
        await context.SaveChangesAsync();
        return copy.Id;
    }

    public Task<int> SaveAsync(int id, int seenVersion, MailingDraft draft) => ActAsync(id, seenVersion, mailing =>
    {
        mailing.Write(draft.Subject, draft.Body);
        mailing.Address(draft.Channel, draft.Audience.ToQueryString());
    });

    /// <summary>A draft goes for good; a mailing that was sent stays as a record.</summary>
    public async Task DeleteAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var mailing = await FindAsync(context, id);
        if (mailing.State != MailingState.Draft)
            throw new RuleBrokenException("Удалить можно только черновик. Запущенная рассылка остаётся в журнале.");
        context.Remove(mailing);
        await SaveAsync(context, mailing);
    }

    public Task<int> AttachAsync(int id, int seenVersion, string name, string contentType, byte[] content) => ActAsync(id, seenVersion, mailing =>
    {
        var clean = AttachmentRules.Clean(name);
        if (AttachmentRules.Refuse(clean, content.Length, [.. mailing.Files.Select(f => (long)f.Size)]) is { } wrong)
            throw new RuleBrokenException(wrong);
        mailing.Attach(new MailingFile(clean, contentType is { Length: > 0 and <= 100 } ? contentType : "application/octet-stream", content));
    }, withFiles: true);

    public Task<int> DetachAsync(int id, int seenVersion, int fileId) => ActAsync(id, seenVersion, mailing =>
        mailing.Detach(mailing.Files.FirstOrDefault(f => f.Id == fileId) ?? throw new RuleBrokenException("Этого файла в письме уже нет.")), withFiles: true);

    /// <summary>Sends: at once, at a moment, or to each recipient at an hour of their own clock.</summary>
    /// <param name="startAt">UTC; null for now.</param>
    /// <param name="localHour">0 to 23; null for all at once.</param>
    public async Task<int> PlanAsync(int id, int seenVersion, DateTime? startAt, byte? localHour)
    {
        if (address.Root is null)
            throw new RuleBrokenException($"Реестр не знает своего адреса, и ссылкам в письмах вести некуда. Попросите того, кто обслуживает программу, указать настройку {PublicAddress.Setting}.");
        var version = await ActAsync(id, seenVersion, mailing =>
        {
            // The text's own rules say what is missing; its fields are checked for those who will read them.
            mailing.Plan(startAt, localHour, Now);
            if (MailingText.Compile(mailing.Subject, mailing.Body, MailingAudience.Parse(mailing.Audience).To).Faults.FirstOrDefault() is { } problem)
                throw new RuleBrokenException(problem.Sentence);
        });
        starter.Wake();
        return version;
    }

    public Task<int> UnplanAsync(int id) => ActAsync(id, null, mailing => mailing.Unplan());

    public Task<int> PauseAsync(int id) => ActAsync(id, null, mailing => mailing.Pause());

    public Task<int> ResumeAsync(int id) => ActAsync(id, null, mailing => mailing.Resume());

    /// <summary>
    /// No letter that still waits leaves any more; those that are on their way arrive. They are withheld by and by: nobody
    /// takes or queues letters of a cancelled mailing.
    /// </summary>
    public async Task<int> CancelAsync(int id)
    {
        var version = await ActAsync(id, null, mailing => mailing.Cancel(Now));
        starter.Wake();
        return version;
    }

    private async Task<int> ActAsync(int id, int? seenVersion, Action<Mailing> act, bool withFiles = false)
    {
        await using var context = await database.OpenAsync();
        var mailing = await FindAsync(context, id, withFiles);
        if (seenVersion is { } seen && seen != mailing.Version)
            throw Overtaken(mailing);
        if (mailing.State == MailingState.Draft)
            mailing.AnswerBy(context.Actor?.UserId, context.Actor?.Name ?? "");
        act(mailing);
        await SaveAsync(context, mailing);
        return mailing.Version;
    }

    private async Task<Mailing> NewAsync(RegistryContext context, int organizationId)
    {
        if (!await context.Organizations.Where(context.Actor, Powers.Write).AnyAsync(o => o.Id == organizationId))
            throw new RuleBrokenException("У вас нет права на рассылки этой организации.");
        var mailing = new Mailing(organizationId, context.Actor!.UserId, context.Actor.Name, Now);
        context.Add(mailing);
        return mailing;
    }

    private static async Task<Mailing> FindAsync(RegistryContext context, int id, bool withFiles = false)
    {
        var mailings = withFiles ? context.Mailings.Include(m => m.Files) : context.Mailings.AsQueryable();
        return await mailings.SingleOrDefaultAsync(m => m.Id == id) ?? throw new RuleBrokenException("Такой рассылки нет. Может быть, черновик уже удалили.");
    }

    private static async Task SaveAsync(RegistryContext context, Mailing mailing)
    {
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Overtaken(mailing);
        }
    }

    private static RuleBrokenException Overtaken(Mailing mailing) => new(
        $"Пока вы работали, рассылку изменили на другой странице (автор последней правки — {mailing.Author}). Ваш текст остался здесь: скопируйте его, обновите страницу и внесите ещё раз, или сохраните как новую рассылку.");
}
