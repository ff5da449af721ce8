using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Live.Cards;
using Eseur.Admin.Shared;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>The search box, the conditions, the order, and the chips of what is in force.</summary>
public sealed partial class MemberFilters
{
    private const string Unstated = "";

    private static readonly FilterMenu.Option[] Gaps = [.. Catalogue.Card.Gaps.Select(g => new FilterMenu.Option(g.Key, g.Title, Catalogue.Card.TabOf(g).Title))];
    private static readonly FilterMenu.Option[] Employments = Answers<Employment>(e => e.Label(), "Не указана");
    private static readonly FilterMenu.Option[] Sexes = Answers<Sex>(s => s.Label(), "Не указан");
    private static readonly FilterMenu.Option[] Tickets =
        [.. Enum.GetValues<TicketHeld>().OrderBy(t => t == TicketHeld.None).Select(t => new FilterMenu.Option(t.ToString(), Ru.Sentence(MemberChips.Text(t))))];

    private static readonly (bool?, string)[] Bonuses = Of([(bool?)null, true, false], b => MemberChips.BonusText(b));
    private static readonly (bool?, string)[] Statuses = Of([true, false, (bool?)null], on => MemberChips.StatusText(on));
    private static readonly ((CardOrder, bool), string)[] Orders =
        Of([.. Enum.GetValues<CardOrder>().SelectMany(o => new[] { (o, false), (o, true) })], o => MemberChips.OrderText(o.Item1, o.Item2));

    private List<FilterChip<MemberFilter>> chips = [];

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter, EditorRequired]
    public MemberFilter Filter { get; set; } = default!;

    [Parameter]
    public EventCallback<MemberFilter> FilterChanged { get; set; }

    private FilterMenu.Option[] DuesForms =>
        [.. References.Book.Items(ReferenceLists.DuesForm).Select(f => new FilterMenu.Option(f.Code, f.Label)), new FilterMenu.Option(Unstated, "Не указана")];

    protected override void OnParametersSet() => chips = [.. MemberChips.Of(Filter, References.Book).DistinctBy(c => c.Text)];

    private static FilterMenu.Option[] Answers<T>(Func<T, string> label, string none)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new FilterMenu.Option(v.ToString(), label(v))), new FilterMenu.Option(Unstated, none)];

    private static (T, string)[] Of<T>(T[] values, Func<T, string> text) => Array.ConvertAll(values, v => (v, Ru.Sentence(text(v))));

    private static string Key<T>(T? value)
        where T : struct, Enum => value?.ToString() ?? Unstated;

    private static T? Read<T>(string key)
        where T : struct, Enum => key == Unstated ? null : Enum.Parse<T>(key);

    private static int? Age(ChangeEventArgs e) =>
        int.TryParse((string?)e.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? Math.Min(age, MemberFilter.OldestAge) : null;
}
