using Eseur.Admin.Data;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Layout;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Search;

/// <summary>Answers the search box: organisations of the registry, members, fields of the passport, pages of the program.</summary>
public sealed class GlobalSearchIndex(OrganizationSearch organizations, MemberRegister members, VisibleBoard board, ReferenceStore references, ICurrentActor current, ReadingRecorder readings)
{
    private const int Recent = 6;
    private const int MostPeople = 5;
    private const string People = "Члены Профсоюза";

    /// <summary>Words of a question that name nothing: "где заполнить взнос" is about dues.</summary>
    private static readonly HashSet<string> Empty = ["ГДЕ", "КАК", "ЧТО", "ЗАПОЛНИТЬ", "УКАЗАТЬ", "ИЗМЕНИТЬ", "НАЙТИ", "ПОЛЕ", "В", "И", "НА"];

    private readonly LinkedList<SearchHit> opened = [];

    /// <summary>What this person opened from here lately, last first.</summary>
    public IReadOnlyList<SearchHit> Opened => [.. opened];

    public void Remember(SearchHit hit)
    {
        foreach (var same in opened.Where(h => h.Href == hit.Href).ToList())
            opened.Remove(same);
        opened.AddFirst(hit with { Group = "Недавнее" });
        if (opened.Count > Recent)
            opened.RemoveLast();
    }

    /// <param name="text">As typed; without it, what was opened lately and the pages.</param>
    /// <param name="ownOrganization">Whose passport the found fields open.</param>
    /// <param name="cancel">The person has typed on.</param>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int ownOrganization, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [.. Opened, .. Pages([])];
        var words = SearchText.Words(text).Where(w => !Empty.Contains(w)).ToArray();
        var found = await organizations.FindAsync(text, new Candidates([]), cancel);
        var people = await PeopleAsync(text, cancel);
        return
        [
            .. found.Take(people.Count > 0 ? 5 : 8).Select(Hit),
            .. people,
            .. words.Length == 0 ? [] : Fields(words, ownOrganization).Take(6),
            .. words.Length == 0 ? [] : Pages(words),
        ];
    }

    /// <summary>By name, ticket, phone, e-mail or the card's number; those taken off record as well.</summary>
    private async Task<IReadOnlyList<SearchHit>> PeopleAsync(string text, CancellationToken cancel)
    {
        // Just after the start the cards are still being read; the rest can be found already.
        if (!members.Ready.IsCompleted || MemberQuery.Of(text) is { IsNumber: false, Words.Count: 0 })
            return [];
        var asked = new MemberFilter { Query = text, OnRecord = null };
        var found = await members.FindAsync(asked, cancel);
        var rows = await members.RowsAsync(members.Page(found, asked, 0, MostPeople), cancel);
        if (found.Count > 0)
            await readings.SearchAsync(await current.GetAsync(), text, null, found.Count, "Поиск в строке сверху");
        var hits = rows.Select(m => new SearchHit(People, "person", m.FullName, Detail(m), $"members/{m.Id}"));
        return found.Count <= MostPeople ? [.. hits]
            : [.. hits, new SearchHit(People, "people", $"Все найденные: {Ru.Number(found.Count)}", "", "members" + asked.ToQueryString())];
    }

    private string Detail(MemberRow m) => string.Join(", ", new[]
    {
        m.BirthDate is { } born ? $"{born.Year} г. р." : null,
        m.OffRecordOn is { } off ? $"снят(а) с учёта {Ru.Date(off)}" : null,
        board.TryRead(m.OrganizationId, out var place) ? place.Name : null,
    }.OfType<string>());

    private SearchHit Hit(OrganizationHit o) => new("Организации", "tree", o.Name,
        o.Level.Label() + (o.RegionCode is { } code ? ", " + references.Book.Label(ReferenceLists.Region, code) : ""), $"organizations/{o.Id}/passport");

    private static IEnumerable<SearchHit> Fields(string[] words, int organization) =>
        from tab in Catalogue.Passport.Tabs
        from field in tab.Fields.Concat(tab.RowSets.SelectMany(r => r.Fields))
        where Matches(field.Label + " " + tab.Title, words) && words.Any(w => Matches(field.Label, [w]))
        select new SearchHit("Поля паспорта", "edit", field.Label, "вкладка «" + tab.Title + "» вашего паспорта", $"organizations/{organization}/passport/{tab.Key}?field={field.Key}");

    private IEnumerable<SearchHit> Pages(string[] words) =>
        Sections.For(current.Now?.Scope).Append(new Sections.Section("Справочники", "reference", "book"))
            .Where(s => Matches(s.Title, words)).Select(s => new SearchHit("Разделы", s.Icon, s.Title, "", s.Href));

    /// <summary>Each word, or the word without its ending, begins some word of the text.</summary>
    private static bool Matches(string text, string[] words)
    {
        var known = SearchText.Words(text);
        return words.All(word => known.Any(k => k.StartsWith(word, StringComparison.Ordinal) || (word.Length > 4 && k.StartsWith(word[..^2], StringComparison.Ordinal))));
    }
}
