using System.Data.Common;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.PutOnRecord;

/// <summary>Who has just been put on record.</summary>
/// <param name="WasKnown">The card is an old one: what stands in it wants a look.</param>
public sealed record PutPerson(int MemberId, string Name, bool WasKnown);

/// <summary>
/// One open form: what was typed, who it may be already, and what became of the last try. Whatever goes wrong, what was
/// typed stays.
/// </summary>
public sealed class NewMemberEditor(NewMemberService service, DuplicateSearch duplicates, MemberMoves moves, VisibleBoard board, ICurrentActor current, TimeProvider clock, ILogger<NewMemberEditor> log)
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly HashSet<int> others = [];
    private IReadOnlyDictionary<string, string> errors = new Dictionary<string, string>();
    private Actor? actor;
    private bool sexChosen;
    private bool typed;

    public RecordPlace? Place { get; private set; }

    public ConsentText? ConsentText { get; private set; }

    public bool Consents { get; set; }

    /// <summary>Likely the same person, likeliest first.</summary>
    public IReadOnlyList<DuplicateRow> Duplicates { get; private set; } = [];

    /// <summary>Cards that were said to be somebody else's.</summary>
    public IReadOnlySet<int> Others => others;

    public int Unanswered => Duplicates.Count(d => d.IsStrong && !others.Contains(d.MemberId));

    /// <summary>Why the last act did not happen, for the person.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the last act did, when nobody was put on record by it.</summary>
    public string? Told { get; private set; }

    public PutPerson? Put { get; private set; }

    public bool IsBusy { get; private set; }

    public bool IsDirty => typed && Put is null;

    public bool SexIsGuessed => !sexChosen && Text(PersonTab.Sex).Length > 0;

    public bool IsStudent => Text(PersonTab.Employment) == Employment.Student.Label();

    public bool HasNoPatronymic => Text(PersonTab.NoPatronymic).Length > 0;

    public string Text(Field field) => texts.GetValueOrDefault(field.Key, "");

    public string? Error(Field field) => errors.GetValueOrDefault(field.Key);

    /// <summary>Begins with an empty form.</summary>
    public async Task OpenAsync(int organizationId)
    {
        actor = await current.GetAsync();
        Place = await service.PlaceAsync(organizationId);
        ConsentText = await service.ConsentTextAsync();
        Again();
    }

    /// <summary>The next person of the same place.</summary>
    public void Again()
    {
        texts.Clear();
        others.Clear();
        errors = new Dictionary<string, string>();
        (Duplicates, Problem, Told, Put, Consents, sexChosen, typed) = ([], null, null, null, false, false, false);
        texts[WorkTab.Workplace.Key] = Place?.Institution ?? "";
    }

    public void Set(Field field, string text)
    {
        (Problem, Told, typed) = (null, null, true);
        errors = errors.Where(e => e.Key != field.Key).ToDictionary();
        texts[field.Key] = text;
        if (field == PersonTab.Sex)
            sexChosen = text.Length > 0;
        else if (field == PersonTab.Patronymic && !sexChosen)
            texts[PersonTab.Sex.Key] = PatronymicSex.Guess(text)?.Label() ?? "";
    }

    public void SetNoPatronymic(bool none)
    {
        Set(PersonTab.NoPatronymic, none ? PersonTab.NoPatronymic.Kind.Format(true) : "");
        if (none)
            Set(PersonTab.Patronymic, "");
    }

    /// <summary>Asks who else it may be; an answer given before stays.</summary>
    public async Task LookAsync()
    {
        var person = service.TraitsOf(texts);
        IReadOnlyList<DuplicateRow> found;
        try
        {
            found = person.Surname.Length > 0 && person.Name.Length > 0 || person.Phone is not null || person.Email is not null
                ? await duplicates.FindAsync(person, Place!.Id) : [];
        }
        catch (DbException e)
        {
            // What was typed is worth more than the warning; the save looks again.
            log.LogWarning(e, "Likely duplicates could not be looked up.");
            return;
        }
        // Meanwhile more was typed: the question asked after this one knows better.
        if (person == service.TraitsOf(texts))
            Duplicates = found;
    }

    /// <summary>«Это другой человек», or that word taken back.</summary>
    public void Answer(DuplicateRow row, bool isOther)
    {
        Problem = null;
        if (isOther)
            others.Add(row.MemberId);
        else
            others.Remove(row.MemberId);
    }

    public Task PutAsync() => TryAsync(async () =>
    {
        var result = await service.PutAsync(new NewMember(Place!.Id, texts, Consents, others));
        errors = result.Errors;
        if (result.MemberId is { } id)
        {
            Put = new PutPerson(id, service.TraitsOf(texts).FullName, WasKnown: false);
        }
        else if (errors.Count > 0)
        {
            Problem = $"Не сохранено: {errors.Count} {Ru.Plural(errors.Count, "поле заполнено", "поля заполнены", "полей заполнены")} неверно. Исправьте отмеченное красным.";
        }
        else
        {
            Duplicates = result.Duplicates;
            Problem = "Не сохранено: такой человек, похоже, уже есть в реестре. Посмотрите похожие карточки и ответьте о каждой.";
        }
    });

    /// <summary>Both organisations are the person's own to write in: nobody has to be asked.</summary>
    public bool TransfersAtOnce(DuplicateRow row) => Place is not null && board.SubtreePath(row.OrganizationId) is { } from && board.SubtreePath(Place.Id) is { } to
        && TransferWays.Of(actor, from, to) == TransferWay.AtOnce;

    /// <summary>Moves the person here, or asks the other side where that is not in one's own hands.</summary>
    public Task TransferAsync(DuplicateRow row) => TryAsync(async () =>
    {
        if (TransfersAtOnce(row))
        {
            await moves.TransferAsync(row.MemberId, null, Place!.Id, clock.MoscowToday());
            Put = new PutPerson(row.MemberId, row.Name, WasKnown: true);
            return;
        }
        await moves.RequestTransferAsync(row.MemberId, Place!.Id, service.TraitsOf(texts));
        Told = $"Запрос на перевод отправлен: {(row.IsOutside ? "туда, где человек сейчас на учёте" : $"{row.Name}, {row.Organization}")}. Когда там ответят, человек окажется на учёте у вас.";
    });

    public Task RejoinAsync(DuplicateRow row) => TryAsync(async () =>
    {
        var person = service.TraitsOf(texts);
        await moves.RejoinAsync(row.MemberId, Place!.Id, clock.MoscowToday(), person);
        Put = new PutPerson(row.MemberId, row.IsOutside ? person.FullName : row.Name, WasKnown: true);
    });

    private async Task TryAsync(Func<Task> act)
    {
        // A second click may be on its way before the button shows that it is disabled.
        if (IsBusy || Put is not null || Place is null)
            return;
        (IsBusy, Problem, Told) = (true, null, null);
        try
        {
            await act();
        }
        catch (RuleBrokenException refused)
        {
            Problem = refused.Message;
        }
        catch (Exception e)
        {
            log.LogError(e, "Putting on record in {Organization} failed.", Place.Id);
            Problem = "Не получилось сохранить: на сервере случилась ошибка. Набранное осталось на месте; попробуйте ещё раз через минуту.";
        }
        finally
        {
            IsBusy = false;
        }
    }
}
