using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Domain.Members;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>The conditions of a filter in words.</summary>
public static class MemberChips
{
    public static IEnumerable<FilterChip<MemberFilter>> Of(MemberFilter filter, ReferenceBook book)
    {
        if (filter.Query is { } query)
            yield return new($"поиск «{query}»", filter with { Query = null });
        foreach (var employment in filter.Employments)
            yield return new(Text(employment), filter with { Employments = [.. filter.Employments.Where(e => e != employment)] });
        foreach (var sex in filter.Sexes)
            yield return new(Text(sex), filter with { Sexes = [.. filter.Sexes.Where(s => s != sex)] });
        foreach (var gap in filter.Lacks)
            yield return new($"не заполнено «{gap.Title}»", filter with { Lacks = [.. filter.Lacks.Where(g => g != gap)] });
        if (filter.AgeFrom is not null || filter.AgeTo is not null)
            yield return new(AgeText(filter), filter with { AgeFrom = null, AgeTo = null });
        foreach (var form in filter.DuesForms)
            yield return new(DuesText(form, book), filter with { DuesForms = [.. filter.DuesForms.Where(f => f != form)] });
        foreach (var ticket in filter.Tickets)
            yield return new(Text(ticket), filter with { Tickets = [.. filter.Tickets.Where(t => t != ticket)] });
        if (filter.Bonus is not null)
            yield return new(BonusText(filter.Bonus), filter with { Bonus = null });
        if (filter.OnRecord is not true)
            yield return new(StatusText(filter.OnRecord), filter with { OnRecord = true });
    }

    public static string Text(Employment? employment) => employment is { } one ? one.Label() : "занятость не указана";

    public static string Text(Sex? sex) => sex is { } one ? $"{one.Label()} пол" : "пол не указан";

    public static string DuesText(string? form, ReferenceBook book) => form is null ? "форма взносов не указана" : $"взносы: {book.Label(ReferenceLists.DuesForm, form)}";

    public static string Text(TicketHeld ticket) => ticket switch
    {
        TicketHeld.Plastic => "пластиковый билет",
        TicketHeld.Virtual => "виртуальный билет",
        _ => "без билета",
    };

    public static string BonusText(bool? bonus) => bonus switch { true => "участники PROFCARDS", false => "не участники PROFCARDS", null => "PROFCARDS: все" };

    public static string StatusText(bool? onRecord) => onRecord switch { true => "на учёте", false => "снятые с учёта", null => "вместе со снятыми" };

    public static string OrderText(CardOrder order, bool descending) => (order, descending) switch
    {
        (CardOrder.Name, false) => "по алфавиту",
        (CardOrder.Name, true) => "по алфавиту, с конца",
        (CardOrder.Birth, false) => "сначала старшие",
        (CardOrder.Birth, true) => "сначала младшие",
        (CardOrder.Joined, false) => "давно в Профсоюзе",
        (CardOrder.Joined, true) => "недавно в Профсоюзе",
        (CardOrder.Organization, false) => "по организациям",
        _ => "по организациям, с конца",
    };

    private static string AgeText(MemberFilter filter) => (filter.AgeFrom, filter.AgeTo) switch
    {
        ({ } from, { } to) when from == to => $"{from} {Years(from)}",
        ({ } from, { } to) => $"от {from} до {to} {Years(to, of: true)}",
        ({ } from, null) => $"от {from} {Years(from, of: true)}",
        (_, var to) => $"до {to} {Years(to ?? 0, of: true)} включительно",
    };

    private static string Years(int age, bool of = false) => of ? Ru.Plural(age, "года", "лет", "лет") : Ru.Plural(age, "год", "года", "лет");
}
