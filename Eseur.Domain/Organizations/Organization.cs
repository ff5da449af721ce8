using Eseur.Domain.Completeness;
using Eseur.Domain.Members;
using Eseur.Domain.Fields;

namespace Eseur.Domain.Organizations;

/// <summary>
/// An organisation of the union with its passport. The passport's fields are declared in
/// <see cref="Fields.Catalogue.Passport"/>; what may happen to an organisation is said by the methods here.
/// </summary>
public sealed partial class Organization
{
    public const int NameLength = 500;

    private Organization() { }

    public int Id { get; private set; }

    public OrganizationLevel Level { get; private set; }

    public int? SuperiorId { get; private set; }

    public Organization? Superior { get; private set; }

    /// <summary>Identifiers from the root down to this one, "/1/23/456/": a subtree is a range of paths.</summary>
    public string Path { get; private set; } = "";

    public string FullName { get; private set; } = "";

    public string ShortName { get; private set; } = "";

    /// <summary>Both names as <see cref="Domain.SearchText"/> compares them.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>Subject of the Federation, from the reference list of regions; the federal district follows from it.</summary>
    public string? RegionCode { get; private set; }

    public bool IsLegalEntity { get; private set; }

    public OrganizationStatus Status { get; private set; }

    public DateOnly? StatusSince { get; private set; }

    /// <summary>Where the members and duties of a merged organisation went.</summary>
    public int? SuccessorId { get; private set; }

    /// <summary>When its people last said that the passport is true, UTC.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    public string? ConfirmedBy { get; private set; }

    /// <summary>Grows by one with every saved change of the organisation or any of its rows; guards against lost edits.</summary>
    public int Version { get; private set; }

    public Counter Counter { get; private set; } = new();

    /// <summary>How many members of each kind; null where members are not on record.</summary>
    public MemberCounter? MemberCounter { get; private set; }

    public bool IsActive => Status == OrganizationStatus.Active;

    /// <summary>Puts a new organisation into the registry under <paramref name="superior"/>; null founds the root.</summary>
    public static Organization Found(OrganizationLevel level, Organization? superior, string fullName, string shortName, string? regionCode, bool isLegalEntity)
    {
        if (superior is null != (level == OrganizationLevel.Nation))
            throw new RuleBrokenException("У каждой организации, кроме самого Профсоюза, есть вышестоящая.");
        var organization = new Organization { Level = level, RegionCode = regionCode, IsLegalEntity = isLegalEntity, MemberCounter = level.IsPrimary() ? new MemberCounter() : null };
        organization.Rename(fullName, shortName);
        if (superior is not null)
            organization.MoveUnder(superior);
        return organization;
    }

    public void Rename(string fullName, string shortName)
    {
        FullName = RequireName(fullName, "Полное название");
        ShortName = RequireName(shortName, "Краткое название");
        SearchName = SearchText.Of(FullName + " " + ShortName);
    }

    public void SetLegalEntity(bool isLegalEntity) => IsLegalEntity = isLegalEntity;

    public void SetRegion(string? regionCode) => RegionCode = regionCode;

    /// <summary>Moves this organisation, with all below it, under another superior. The caller re-paths the subtree.</summary>
    public void MoveUnder(Organization superior)
    {
        RequireActive();
        if (!superior.IsActive)
            throw new RuleBrokenException($"«{superior.ShortName}» не действует: выберите действующую вышестоящую организацию.");
        if (!Level.MayStandUnder(superior.Level))
            throw new RuleBrokenException($"{Level.Label()} организация не может входить в организацию уровня «{superior.Level.Label()}».");
        if (Id != 0 && superior.Path.StartsWith(Path, StringComparison.Ordinal))
            throw new RuleBrokenException("Организация не может входить в саму себя или в свою нижестоящую.");
        Superior = superior;
        SuperiorId = superior.Id == 0 ? null : superior.Id;
        if (Id != 0)
            SetPath();
    }

    /// <summary>Sets the path once the identifier and the superior's path are known.</summary>
    public void SetPath() => Path = (Superior?.Path ?? "/") + Id.ToString(System.Globalization.CultureInfo.InvariantCulture) + "/";

    public bool MayMergeInto(Organization successor) =>
        IsActive && successor.IsActive && successor.Id != Id && successor.Level.Group() == Level.Group();

    public void MergeInto(Organization successor, DateOnly on)
    {
        RequireActive();
        if (!MayMergeInto(successor))
            throw new RuleBrokenException("Присоединить можно только к другой действующей организации того же уровня.");
        Status = OrganizationStatus.Reorganized;
        StatusSince = on;
        SuccessorId = successor.Id;
    }

    public void Close(DateOnly on)
    {
        RequireActive();
        Status = OrganizationStatus.Liquidated;
        StatusSince = on;
    }

    public void Confirm(string by, DateTime at)
    {
        RequireActive();
        ConfirmedBy = by;
        ConfirmedAt = at;
    }

    /// <summary>Called by the context on every save that touched this organisation: counts the change and its gaps.</summary>
    public void Recount()
    {
        Version++;
        Counter.Set(Gaps.Of(this), Reported);
    }

    private void RequireActive()
    {
        if (Level == OrganizationLevel.Nation && Id != 0)
            throw new RuleBrokenException("Сам Профсоюз нельзя переместить, объединить или закрыть.");
        if (!IsActive)
            throw new RuleBrokenException($"Организация «{ShortName}» уже не действует ({Status.Label().ToLowerInvariant()}), изменить её нельзя.");
    }

    private static string RequireName(string name, string what)
    {
        // A name copied from a charter comes in several lines.
        var trimmed = string.Join(' ', name.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (trimmed.Length == 0)
            throw new RuleBrokenException($"{what} не может быть пустым.");
        if (trimmed.Any(char.IsControl))
            throw new RuleBrokenException($"{what}: есть недопустимый знак. Наберите название заново, без вставки из другой программы.");
        return trimmed.Length <= NameLength ? trimmed : throw new RuleBrokenException($"{what} длиннее {NameLength} знаков.");
    }
}
