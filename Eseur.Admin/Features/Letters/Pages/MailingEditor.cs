using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Pages;

/// <summary>
/// An open draft. What is typed is saved by itself a moment after the last letter; where it cannot be saved it stays here,
/// with the reason, and is tried again with the next change.
/// </summary>
public sealed class MailingEditor(MailingList list, MailingActs acts, TimeProvider clock, ILogger<MailingEditor> log) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    private readonly Debounce pause = new(clock, Pause);
    private readonly SemaphoreSlim turn = new(1, 1);
    private MailingDraft? saved;
    private bool closed;

    /// <summary>As it was last read or saved; null for a mailing that the acting person may not see.</summary>
    public MailingDetails? Now { get; private set; }

    /// <summary>As it stands on the page.</summary>
    public MailingDraft Draft { get; private set; } = default!;

    public bool IsDirty => saved != Draft;

    public bool IsSaving { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? SavedAt { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>Somebody else saved it meanwhile: this page's words can only become a mailing of their own.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>After a save that nobody waited for.</summary>
    public Action? Changed { get; set; }

    public async Task LoadAsync(int id)
    {
        pause.Cancel();
        (Problem, IsOvertaken, SavedAt) = (null, false, null);
        Read(await list.FindAsync(id));
    }

    /// <summary>After an act that moved the mailing on; what is typed is not touched.</summary>
    public async Task RefreshAsync()
    {
        if (Now is { } now && !IsDirty)
            Read(await list.FindAsync(now.Id));
    }

    public void Write(string subject, string body) => Take(Draft with { Subject = subject, Body = body });

    public void Address(MailingAudience audience) => Take(Draft with { Audience = audience });

    public void Send(LetterChannel by) => Take(Draft with { Channel = by });

    /// <returns>Whether all that stands on the page is saved.</returns>
    public async Task<bool> SaveAsync()
    {
        pause.Cancel();
        await turn.WaitAsync();
        try
        {
            if (!IsDirty || Now is not { MayWrite: true } now)
                return !IsDirty;
            IsSaving = true;
            var sent = Draft;
            if (await TryAsync(() => acts.SaveAsync(now.Id, now.Version, sent)) is { } version)
            {
                saved = sent;
                Now = now with { Version = version, Subject = sent.Subject, Body = sent.Body, Audience = sent.Audience };
                SavedAt = clock.GetUtcNow().UtcDateTime;
            }
            return !IsDirty;
        }
        finally
        {
            IsSaving = false;
            turn.Release();
            Changed?.Invoke();
        }
    }

    public Task<bool> AttachAsync(string name, string contentType, byte[] content) => ActAsync(now => acts.AttachAsync(now.Id, now.Version, name, contentType, content));

    public Task<bool> DetachAsync(int file) => ActAsync(now => acts.DetachAsync(now.Id, now.Version, file));

    /// <summary>The words of this page as a new mailing, where somebody else's stand in the old one.</summary>
    /// <returns>The number of the new one.</returns>
    public async Task<int> SaveAsNewAsync()
    {
        var id = await acts.CreateAsync(Now!.OrganizationId, Draft.Audience);
        var made = await list.FindAsync(id) ?? throw new RuleBrokenException("Новую рассылку не удалось открыть. Скопируйте текст и обновите страницу.");
        await acts.SaveAsync(id, made.Version, Draft);
        saved = Draft;
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        // The page closes it, and then the scope it was made in.
        if (closed)
            return;
        closed = true;
        Changed = null;
        await SaveAsync();
        pause.Dispose();
        turn.Dispose();
    }

    /// <summary>Saves what is typed, does it, and reads the mailing anew.</summary>
    private async Task<bool> ActAsync(Func<MailingDetails, Task<int>> act)
    {
        if (!await SaveAsync())
            return false;
        await turn.WaitAsync();
        try
        {
            if (await TryAsync(() => act(Now!)) is null)
                return false;
            var typed = Draft;
            Read(await list.FindAsync(Now!.Id));
            Draft = typed;
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<int?> TryAsync(Func<Task<int>> act)
    {
        try
        {
            var version = await act();
            Problem = null;
            return version;
        }
        catch (RuleBrokenException refused)
        {
            Problem = refused.Message;
            IsOvertaken = (await list.FindAsync(Now!.Id))?.Version != Now!.Version;
        }
        catch (Exception e)
        {
            log.LogError(e, "Mailing {Mailing} could not be saved.", Now!.Id);
            Problem = Sentences.ServerFault;
        }
        return null;
    }

    private void Read(MailingDetails? now)
    {
        Now = now;
        if (now is not null)
            Draft = saved = new MailingDraft(now.Channel, now.Audience, now.Subject, now.Body);
    }

    private void Take(MailingDraft typed)
    {
        Draft = typed;
        if (IsDirty)
            _ = SaveLaterAsync();
    }

    private async Task SaveLaterAsync()
    {
        if (await pause.SettledAsync())
            await SaveAsync();
    }
}
