using System.Text;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Admin.Features.Reports;

/// <summary>What a report is about, in words for its sheets and its file's name.</summary>
internal sealed class ReportScope
{
    /// <summary>How percentages are printed; stands on every sheet that has one.</summary>
    public const string PercentRule = "Проценты отброшены до одного знака, не округлены: так их печатает Профсоюз.";

    private const string NotInFileNames = "<>:\"/\\|?*";
    private const int LongestName = 80;

    private readonly DateTime readAt;

    /// <exception cref="RuleBrokenException">The registry has no such organisation.</exception>
    public ReportScope(OrganizationFilter filter, VisibleBoard board, DateTime utcNow, ReferenceBook book)
    {
        var id = filter.Under ?? board.RootId;
        Node = board.TryRead(id, out var node) ? node : throw new RuleBrokenException(id == 0 ? "Реестр пуст: отчёт делать не о чем." : "Организации с этим номером в реестре нет.");
        IsWholeNode = filter.IsWholeNode();
        readAt = Ru.ToMoscow(utcNow);
        AsOf = $"На {readAt:dd.MM.yyyy HH:mm} по Москве.{(filter.Status == OrganizationStatus.Active ? " Закрытые и объединённые организации не считаются." : "")}";
        Notes = IsWholeNode ? [AsOf, PercentRule] : [AsOf, PercentRule, "Отбор: " + string.Join("; ", OrganizationChips.Of(filter, book).Select(c => c.Text)) + "."];
    }

    /// <summary>The organisation whose subtree is looked at, with its sums of the moment.</summary>
    public NodeView Node { get; }

    /// <summary>Whether the report is of an organisation with all below it and nothing was filtered out.</summary>
    public bool IsWholeNode { get; }

    public string Title => $"Полнота паспортов: {Node.Name}";

    public string AsOf { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <summary>A name that every system can store, with the organisation in it: an analyst keeps many of these files.</summary>
    public string FileName
    {
        get
        {
            var name = string.Concat(Node.Name.EnumerateRunes().Where(r => !Rune.IsControl(r) && !NotInFileNames.Contains(r.ToString(), StringComparison.Ordinal)).Take(LongestName));
            return $"Полнота паспортов, {name.Trim(' ', '.')}{(IsWholeNode ? "" : " (отбор)")}, {readAt:dd.MM.yyyy}.xlsx";
        }
    }
}

internal static class ReportScopes
{
    public static bool IsWholeNode(this OrganizationFilter filter) => filter.ToQueryString() == new OrganizationFilter { Under = filter.Under }.ToQueryString();
}
