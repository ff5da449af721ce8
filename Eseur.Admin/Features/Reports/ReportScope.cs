using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Reports;

/// <summary>What a report is about, in words for its sheets and its file's name.</summary>
internal sealed class ReportScope(OrganizationFilter filter, IReadOnlyList<NodeView> path, DateOnly today, ReferenceBook book)
{
    /// <summary>How percentages are printed; stands on every sheet that has one.</summary>
    public const string PercentRule = "Проценты отброшены до одного знака, не округлены: так их печатает Профсоюз.";

    public string Title => path.Count == 0 ? "Полнота паспортов" : $"Полнота паспортов: {path[^1].Name}";

    public string AsOf => $"На {Ru.Date(today)}. Закрытые и объединённые организации не считаются.";

    public IReadOnlyList<string> Notes => IsWholeNode ? [AsOf, PercentRule] : [AsOf, PercentRule, "Отбор: " + string.Join("; ", FilterChip.Of(filter, book).Select(c => c.Text)) + "."];

    /// <summary>Whether the report is of an organisation with all below it and nothing was filtered out.</summary>
    public bool IsWholeNode => filter.ToQueryString() == new OrganizationFilter { Under = filter.Under }.ToQueryString();
}
