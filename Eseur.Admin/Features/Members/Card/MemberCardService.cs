using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Card;

/// <summary>Reads and saves a member's card, by the same three-way merge as a passport.</summary>
public sealed class MemberCardService(RegistryDatabase database, ReferenceStore references, RecordHistory history, TimeProvider clock)
{
    /// <summary>Null when there is no such card.</summary>
    public async Task<MemberSnapshot?> LoadAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var member = await context.Members.AsNoTracking().WithCard().SingleOrDefaultAsync(m => m.Id == id);
        return member is null ? null : await SnapshotAsync(context, member);
    }

    public async Task<int?> VersionAsync(int id)
    {
        await using var context = await database.OpenAsync();
        return await context.Members.Where(m => m.Id == id).Select(m => (int?)m.Version).SingleOrDefaultAsync();
    }

    /// <exception cref="RuleBrokenException">The registry's rules refuse the change; nothing was written.</exception>
    public Task<SaveResult<MemberSnapshot>> SaveAsync(CardDraft draft) => ChangeAsync(draft.MemberId, draft.SeenVersion, "Изменена карточка", async (context, member) =>
    {
        RequireOnRecord(member);
        var edits = WithOpposites(draft.Edits, member);
        var (values, errors) = ThreeWayMerge.Parse(Catalogue.Card.Fields.Where(f => !f.IsByAct), edits, isNew: false, references.Book);
        if (values.Contains((PersonTab.NoPatronymic, true)) && edits.GetValueOrDefault(PersonTab.Patronymic.Key) is { Text.Length: > 0 })
            errors[PersonTab.NoPatronymic.Key] = "Отчество заполнено: сотрите его или ответьте «Нет».";
        if (errors.Count > 0)
            return new SaveResult<MemberSnapshot> { Now = await SnapshotAsync(context, member), Errors = errors };
        var conflicts = await ThreeWayMerge.ConflictsAsync(member, member.Version, edits, values, (field, after) => history.LastAsync(RecordRef.Card(member.Id), field.Key, null, after));
        if (conflicts.Count > 0)
            return new SaveResult<MemberSnapshot> { Now = await SnapshotAsync(context, member), Conflicts = conflicts };
        foreach (var (field, value) in values)
            member.Fill(field, value);
        return null;
    });

    /// <summary>All versions of the text of the consent to processing, the newest first.</summary>
    public async Task<IReadOnlyList<ConsentText>> ConsentTextsAsync()
    {
        await using var context = await database.OpenAsync();
        return await context.ConsentTexts.AsNoTracking().OrderByDescending(t => t.Since).ThenByDescending(t => t.Id).ToListAsync();
    }

    /// <param name="memberId">Who consents.</param>
    /// <param name="seenVersion">Of the card, when the dialog was opened.</param>
    /// <param name="textVersion">The text that was agreed to.</param>
    /// <param name="channel">By code of the reference list.</param>
    /// <param name="on">The day of the consent.</param>
    /// <exception cref="RuleBrokenException">The registry's rules refuse it; nothing was written.</exception>
    public Task<SaveResult<MemberSnapshot>> GiveConsentAsync(int memberId, int seenVersion, string textVersion, string channel, DateOnly on) => ChangeAsync(memberId, seenVersion, "Дано согласие на обработку данных", async (context, member) =>
    {
        RequireOnRecord(member);
        await RequireSameConsentAsync(member, seenVersion, on);
        if (references.Book.Find(ReferenceLists.ConsentChannel, channel) is null)
            throw new RuleBrokenException("Выберите, как дано согласие.");
        var text = await context.ConsentTexts.SingleOrDefaultAsync(t => t.Version == textVersion)
            ?? throw new RuleBrokenException("Такого текста согласия нет. Закройте окно и откройте его снова.");
        member.GiveConsent(text, channel, on);
        return null;
    });

    /// <exception cref="RuleBrokenException">The registry's rules refuse it; nothing was written.</exception>
    public Task<SaveResult<MemberSnapshot>> WithdrawConsentAsync(int memberId, int seenVersion, DateOnly on) => ChangeAsync(memberId, seenVersion, "Отозвано согласие на обработку данных", async (_, member) =>
    {
        await RequireSameConsentAsync(member, seenVersion, on);
        member.WithdrawConsent(on);
        return null;
    });

    private static void RequireOnRecord(Member member)
    {
        if (!member.IsOnRecord)
            throw new RuleBrokenException($"{member.FullName} снят с учёта {member.OffRecordOn:dd.MM.yyyy}: карточка только для чтения. Чтобы изменить её, поставьте человека на учёт.");
    }

    /// <summary>Who decides about a consent has seen the one that stands there.</summary>
    private async Task RequireSameConsentAsync(Member member, int seenVersion, DateOnly on)
    {
        if (on > clock.MoscowToday())
            throw new RuleBrokenException("Этот день ещё не наступил.");
        if (await history.LastAsync(RecordRef.Card(member.Id), PersonTab.Consent.Key, null, seenVersion) is { } other)
            throw new RuleBrokenException($"Пока окно было открыто, согласие изменил другой человек: {other.Actor}, {Ru.Clock(other.At)}. Закройте окно и проверьте, что записано сейчас.");
    }

    /// <summary>«Отчества нет» and a patronymic say opposite things: one typed over the other's newer word is a conflict, not a silent loss.</summary>
    private static Dictionary<string, FieldEdit> WithOpposites(IReadOnlyDictionary<string, FieldEdit> typed, Member member)
    {
        var edits = typed.ToDictionary(StringComparer.Ordinal);
        if (typed.GetValueOrDefault(PersonTab.NoPatronymic.Key) is { } none && none.Text == PersonTab.NoPatronymic.Kind.Format(true) && member.Patronymic is not null)
            edits.TryAdd(PersonTab.Patronymic.Key, new FieldEdit("", "", none.Since));
        if (typed.GetValueOrDefault(PersonTab.Patronymic.Key) is { Text.Length: > 0 } some && member.NoPatronymic == true)
            edits.TryAdd(PersonTab.NoPatronymic.Key, new FieldEdit("", "", some.Since));
        return edits;
    }

    /// <summary>Loads, lets <paramref name="change"/> act or answer, and saves; again from the start when another save came between.</summary>
    private Task<SaveResult<MemberSnapshot>> ChangeAsync(int id, int seenVersion, string act, Func<RegistryContext, Member, Task<SaveResult<MemberSnapshot>?>> change) => ThreeWayMerge.TryAsync(async () =>
    {
        await using var context = await database.OpenAsync();
        context.Act = act;
        var member = await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == id)
            ?? throw new RuleBrokenException("Такой карточки больше нет в реестре.");
        await context.RequireAsync(Powers.Write, member);
        var before = member.Version;
        var result = await change(context, member);
        if (result is null)
        {
            await context.SaveChangesAsync();
            result = new SaveResult<MemberSnapshot> { IsSaved = true, Now = await SnapshotAsync(context, member) };
        }
        return result with { Others = await history.BetweenAsync(RecordRef.Card(id), seenVersion, before) };
    });

    private static async Task<MemberSnapshot> SnapshotAsync(RegistryContext context, Member member)
    {
        var path = await context.Organizations.Where(o => o.Id == member.OrganizationId).Select(o => o.Path).SingleAsync();
        var mayWrite = context.Actor?.MayWrite(path) == true;
        var view = PersonView.Of(context.Actor, path);
        return new MemberSnapshot(member, view)
        {
            MayWrite = mayWrite && member.IsOnRecord,
            MayWithdraw = mayWrite,
            HasPhoto = !view.Hides && await context.MemberPhotos.AnyAsync(p => p.MemberId == member.Id),
        };
    }
}
