using System.Data;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.PutOnRecord;

/// <summary>Where people are put on record, as the form begins with it.</summary>
public sealed record RecordPlace(int Id, string Name, string? Institution, bool IsOpen, bool MayWrite);

/// <summary>Opens cards for people the registry has not known.</summary>
public sealed class NewMemberService(RegistryDatabase database, DuplicateSearch duplicates, ReferenceStore references, TimeProvider clock)
{
    /// <summary>How a chairperson comes by a consent: the person signs it beside them.</summary>
    private const string OnPaper = "paper";

    /// <summary>Two people with one newcomer at one moment: the second begins again and sees the first's card.</summary>
    private const int Tries = 4;

    /// <summary>Null when there is no such organisation.</summary>
    public async Task<RecordPlace?> PlaceAsync(int organizationId)
    {
        await using var context = await database.OpenAsync();
        var organization = await context.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organizationId);
        return organization is null ? null
            : new RecordPlace(organization.Id, organization.ShortName, organization.InstitutionName, organization.IsActive && organization.Level.IsPrimary(), context.Actor?.MayWrite(organization.Path) == true);
    }

    /// <summary>The text that is agreed to today; null while the union has put none into the registry.</summary>
    public async Task<ConsentText?> ConsentTextAsync()
    {
        await using var context = await database.OpenAsync();
        return await CurrentTextAsync(context);
    }

    /// <summary>Puts on record, unless a field is wrong or a strong likeness has not been answered.</summary>
    /// <exception cref="RuleBrokenException">The registry's rules refuse it; nothing was written.</exception>
    public async Task<PutResult> PutAsync(NewMember draft)
    {
        var (values, errors) = Parse(draft.Texts);
        if (errors.Count > 0)
            return new PutResult { Errors = errors };
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            try
            {
                return await PutAsync(context, draft, values);
            }
            catch (Exception e) when (attempt < Tries && context.IsDeadlock(e))
            {
                // Another save came between; what it wrote is looked at anew.
            }
        }
    }

    private async Task<PutResult> PutAsync(RegistryContext context, NewMember draft, Dictionary<Field, object?> values)
    {
        // Nobody may add a card like this one between the looking and the writing.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        var organization = await context.Organizations.SingleOrDefaultAsync(o => o.Id == draft.OrganizationId)
            ?? throw new RuleBrokenException("Такой организации в реестре нет. Выберите организацию заново.");
        var found = await duplicates.FindAsync(context, TraitsOf(values), draft.OrganizationId);
        var alike = found.Where(d => d.IsStrong).ToList();
        if (!alike.TrueForAll(d => draft.Others.Contains(d.MemberId)))
            return new PutResult { Duplicates = found };

        var today = clock.MoscowToday();
        var member = Member.PutOnRecord(organization, (string)values[PersonTab.Surname]!, (string)values[PersonTab.Name]!, (string?)values[PersonTab.Patronymic], today, CardSource.Chairperson);
        // Employment stands before what is asked of students only.
        foreach (var field in NewMemberForm.Fields.Where(f => values[f] is not null && f.Audience.Includes(member)))
            member.Fill(field, values[field]);
        if (draft.Consents && await CurrentTextAsync(context) is { } text)
            member.GiveConsent(text, OnPaper, today);
        context.Add(member);
        context.Act = alike.Count == 0 ? "Постановка на учёт" : $"Постановка на учёт. Похожие карточки — другие люди: {Told(alike)}";
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        return new PutResult { MemberId = member.Id };
    }

    /// <summary>The record is read by those who may not know of outside cards.</summary>
    private static string Told(List<DuplicateRow> alike)
    {
        var known = alike.Where(d => !d.IsOutside).Select(d => $"№ {d.MemberId}");
        return string.Join(", ", alike.Exists(d => d.IsOutside) ? known.Append("в другой организации") : known);
    }

    /// <summary>The person as typed so far; what does not read as a value yet is not known.</summary>
    public PersonTraits TraitsOf(IReadOnlyDictionary<string, string> texts) => TraitsOf(Parse(texts).Values);

    private static PersonTraits TraitsOf(Dictionary<Field, object?> values) => new(
        (string?)values.GetValueOrDefault(PersonTab.Surname) ?? "", (string?)values.GetValueOrDefault(PersonTab.Name) ?? "", (string?)values.GetValueOrDefault(PersonTab.Patronymic),
        (DateOnly?)values.GetValueOrDefault(PersonTab.BirthDate), (string?)values.GetValueOrDefault(ContactsTab.Phone), (string?)values.GetValueOrDefault(ContactsTab.Email));

    private (Dictionary<Field, object?> Values, Dictionary<string, string> Errors) Parse(IReadOnlyDictionary<string, string> texts)
    {
        var values = new Dictionary<Field, object?>();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in NewMemberForm.Fields)
        {
            var parsed = field.Parse(texts.GetValueOrDefault(field.Key), references.Book);
            if (parsed.Error is { } error)
                errors[field.Key] = error;
            else
                values[field] = parsed.Value;
        }
        return (values, errors);
    }

    private Task<ConsentText?> CurrentTextAsync(RegistryContext context)
    {
        var today = clock.MoscowToday();
        return context.ConsentTexts.AsNoTracking().Where(t => t.Since <= today).OrderByDescending(t => t.Since).ThenByDescending(t => t.Id).FirstOrDefaultAsync();
    }
}
