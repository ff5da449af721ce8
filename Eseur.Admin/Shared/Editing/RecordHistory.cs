using System.Globalization;
using System.Text.RegularExpressions;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Shared.Editing;

/// <summary>Who changed what in a passport or a card, read from its change records and put in words.</summary>
public sealed partial class RecordHistory(RegistryDatabase database, ReferenceStore references, VisibleBoard board)
{
    /// <summary>Stands where texts were erased.</summary>
    private const string Erased = "стёрто";

    /// <summary>Newest first.</summary>
    /// <param name="record">Whose history.</param>
    /// <param name="fieldKey">Only changes of this field, with only its lines.</param>
    /// <param name="rowId">Only of this line of a list.</param>
    /// <param name="before">Only versions before this one: the oldest the caller has. A count would slip when somebody saves meanwhile.</param>
    /// <param name="take">How many to read.</param>
    public async Task<IReadOnlyList<RecordChange>> ReadAsync(RecordRef record, string? fieldKey, int? rowId, int? before, int take)
    {
        await using var context = await database.OpenAsync();
        var changes = Of(context, record);
        if (fieldKey is not null)
            changes = changes.Where(c => c.Lines.Any(l => l.Field == fieldKey && (rowId == null || l.RowId == rowId)));
        if (before is not null)
            changes = changes.Where(c => c.Version < before);
        var found = await changes.OrderByDescending(c => c.Version).ThenByDescending(c => c.Id).Take(take).ToListAsync();
        var view = await ViewAsync(context, record);
        return [.. found.Select(c => Told(record, view, c, l => fieldKey is null || (l.Field == fieldKey && (rowId is null || l.RowId == rowId))))];
    }

    /// <summary>Changes with versions after <paramref name="seen"/> up to <paramref name="last"/>, oldest first.</summary>
    public async Task<IReadOnlyList<RecordChange>> BetweenAsync(RecordRef record, int seen, int last)
    {
        if (last <= seen)
            return [];
        await using var context = await database.OpenAsync();
        var found = await Of(context, record).Where(c => c.Version > seen && c.Version <= last).OrderBy(c => c.Version).ToListAsync();
        var view = await ViewAsync(context, record);
        return [.. found.Select(c => Told(record, view, c, _ => true))];
    }

    /// <summary>The latest change of a field after a version; null when there was none.</summary>
    public async Task<RecordChange?> LastAsync(RecordRef record, string fieldKey, int? rowId, int after)
    {
        var last = await ReadAsync(record, fieldKey, rowId, null, 1);
        return last.Count > 0 && last[0].Version > after ? last[0] : null;
    }

    /// <summary>Who took a line away; without lines told when history does not know.</summary>
    public async Task<RecordChange> DeletionAsync(RecordRef record, int rowId)
    {
        await using var context = await database.OpenAsync();
        var last = await Of(context, record).Where(c => c.Lines.Any(l => l.RowId == rowId && l.Became == null)).OrderByDescending(c => c.Version).FirstOrDefaultAsync();
        return last is null ? new RecordChange(0, "", default, "", []) : Told(record, await ViewAsync(context, record), last, l => l.RowId == rowId);
    }

    private static IQueryable<Change> Of(RegistryContext context, RecordRef record)
    {
        var changes = context.Changes.AsNoTracking().Include(c => c.Lines);
        return record.IsCard ? changes.Where(c => c.MemberId == record.Id) : changes.Where(c => c.OrganizationId == record.Id && c.MemberId == null && c.Subject == ChangeSubject.Organization);
    }

    private async Task<PersonView> ViewAsync(RegistryContext context, RecordRef record)
    {
        var organization = record.IsCard ? await context.Members.Where(m => m.Id == record.Id).Select(m => m.OrganizationId).SingleOrDefaultAsync() : record.Id;
        return PersonView.Of(context.Actor, board.SubtreePath(organization));
    }

    private RecordChange Told(RecordRef record, PersonView view, Change change, Func<ChangeLine, bool> of) =>
        // The program's own acts are nobody's name.
        new(change.Version, change.UserId is null ? change.Actor : view.Text(change.Actor), change.At, Act(change), [.. change.Lines.Where(of).Select(l => Told(record.Catalogue, view, l))]);

    private RecordChangeLine Told(Catalogue catalogue, PersonView view, ChangeLine line)
    {
        var told = Tell(catalogue, line, references.Book, NameOf);
        if (catalogue.Field(line.Field) is { } field ? field.IsPersonal : line.Field == nameof(Organization.ConfirmedBy))
            told = told with { Was = view.Text(told.Was), Became = view.Text(told.Became) };
        return IsPerson(catalogue, line) ? told with { Row = view.Text(told.Row) } : told;
    }

    /// <summary>A line in words.</summary>
    /// <param name="nameOf">The name of an organisation; null for one that is not known.</param>
    internal static RecordChangeLine Tell(Catalogue catalogue, ChangeLine line, ReferenceBook book, Func<int, string?> nameOf) =>
        // Every line had a text until it was erased.
        line is { Was: null, Became: null } ? new(line.Field, Label(catalogue, line.Field), line.Row, Erased, Erased)
        : new(line.Field, Label(catalogue, line.Field), line.Row, Shown(catalogue, line.Field, line.Was, book, nameOf), Shown(catalogue, line.Field, line.Became, book, nameOf));

    /// <summary>A line of a list of people is named by one; a ticket by its number.</summary>
    private static bool IsPerson(Catalogue catalogue, ChangeLine line) =>
        line.Field == CardParts.Ticket || catalogue.RowSets.Any(s => s.IsOfPeople && s.Fields.Any(f => f.Key == line.Field));

    /// <summary>An act between two organisations names both; to those who may not know one of them it names neither.</summary>
    private string Act(Change change)
    {
        // Which organisations an erased line named is not known any more: then none is named.
        var isOpen = change.Lines.Where(l => IsPlace(l.Field)).All(l => l is not { Was: null, Became: null }
            && new[] { l.Was, l.Became }.OfType<string>().All(text => Id(text) is { } id && NameOf(id) is not null));
        return isOpen || BeforeNames().Match(change.Act) is not { Success: true } plain ? change.Act : plain.Value;
    }

    private static bool IsPlace(string field) => field is nameof(Organization.SuperiorId) or nameof(Organization.SuccessorId) or nameof(Member.OrganizationId);

    private static int? Id(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private string? NameOf(int id) => board.TryRead(id, out var node) ? node.Name : null;

    [GeneratedRegex("^[^«]+(?= (?:из|от|к|в) «)", RegexOptions.None, 1000)]
    private static partial Regex BeforeNames();

    private static string Label(Catalogue catalogue, string key) =>
        catalogue.Field(key)?.Label ?? CoreFields.Labels.GetValueOrDefault(key) ?? CardParts.Labels.GetValueOrDefault(key) ?? catalogue.Gap(key)?.Title ?? key;

    private static string? Shown(Catalogue catalogue, string key, string? text, ReferenceBook book, Func<int, string?> nameOf) => text switch
    {
        null => null,
        _ when catalogue.Field(key) is { } field => field.Shown(text, book),
        _ when IsPlace(key) => Id(text) is { } id && nameOf(id) is { } name ? name : "другая организация",
        _ when key is nameof(Organization.RegionCode) => book.Label(ReferenceLists.Region, text),
        _ => text,
    };
}

/// <summary>A change in words.</summary>
/// <param name="Version">The record's version after it.</param>
/// <param name="Actor">The person's name, in full.</param>
/// <param name="At">UTC.</param>
/// <param name="Act">What was done.</param>
/// <param name="Lines">Field by field.</param>
public sealed record RecordChange(int Version, string Actor, DateTime At, string Act, IReadOnlyList<RecordChangeLine> Lines);

/// <param name="Key">The field's key.</param>
/// <param name="Label">As people call the field.</param>
/// <param name="Row">Which line of a list; null for the record's own fields.</param>
/// <param name="Was">Null for "not filled".</param>
/// <param name="Became">Null for "not filled".</param>
public sealed record RecordChangeLine(string Key, string Label, string? Row, string? Was, string? Became);
