using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Organizations;

/// <summary>What an organisation is called and what it is, outside the tabs of its passport.</summary>
public sealed record OrganizationCore(string FullName, string ShortName, string? RegionCode, bool IsLegalEntity);

/// <summary>
/// Founding, renaming, moving, merging and closing. Every edit of the tree's shape holds one lock, the root's row:
/// two moves at once could otherwise leave a path that no chain of superiors has.
/// </summary>
/// <remarks>All methods throw <see cref="RuleBrokenException"/> with a sentence for the person.</remarks>
public sealed class OrganizationMoves(RegistryDatabase database, ReferenceStore references, TimeProvider clock)
{
    /// <returns>The new organisation's identifier.</returns>
    public Task<int> FoundAsync(int superiorId, OrganizationLevel level, OrganizationCore core) => EditAsync(async context =>
    {
        var superior = await FindAsync(context.Organizations, superiorId);
        RequireRight(context, superior);
        RequireRegion(core.RegionCode);
        var organization = Organization.Found(level, superior, core.FullName, core.ShortName, core.RegionCode, core.IsLegalEntity);
        context.Add(organization);
        await SaveAsync(context, $"Добавлена в «{superior.ShortName}»");
        organization.SetPath();
        // Past the scope: without its path the new one lies in nobody's. The right was asked of the superior.
        var placed = await context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(o => o.Id == organization.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Path, organization.Path));
        return placed == 1 ? organization.Id : throw new InvalidOperationException($"Organisation {organization.Id} was not given its place.");
    });

    public Task ChangeCoreAsync(int id, int seenVersion, OrganizationCore core) => EditAsync(async context =>
    {
        var organization = await FindAsync(context.Organizations.WithPassport(), id);
        await RequireSeenAsync(context, organization, seenVersion);
        if (!organization.IsActive)
            throw new RuleBrokenException($"Организация «{organization.ShortName}» уже не действует, изменить её нельзя.");
        if (core.RegionCode != organization.RegionCode)
            RequireRegion(core.RegionCode);
        var renamed = core.FullName.Trim() != organization.FullName || core.ShortName.Trim() != organization.ShortName;
        organization.Rename(core.FullName, core.ShortName);
        organization.SetRegion(core.RegionCode);
        organization.SetLegalEntity(core.IsLegalEntity);
        await SaveAsync(context, renamed ? "Переименована" : "Изменены основные сведения");
        return id;
    });

    /// <summary>Moves the organisation with all below it.</summary>
    public Task MoveAsync(int id, int seenVersion, int superiorId) => EditAsync(async context =>
    {
        var organization = await FindAsync(context.Organizations.WithPassport().Include(o => o.Superior), id);
        var superior = await FindAsync(context.Organizations, superiorId);
        RequireRightAbove(context, organization);
        RequireRight(context, superior);
        await RequireSeenAsync(context, organization, seenVersion);
        if (organization.SuperiorId == superiorId)
            throw new RuleBrokenException($"Организация уже входит в «{superior.ShortName}».");
        var (oldPath, oldSuperior) = (organization.Path, organization.Superior);
        organization.MoveUnder(superior);
        await SaveAsync(context, $"Перемещена из «{oldSuperior?.ShortName}» в «{superior.ShortName}»");
        await RepathAsync(context, oldPath, organization.Path);
        return id;
    });

    /// <summary>Joins the organisation to <paramref name="successorId"/>: its active direct subordinates and its members go there, it becomes history.</summary>
    public Task MergeAsync(int id, int seenVersion, int successorId) => EditAsync(async context =>
    {
        var organization = await FindAsync(context.Organizations.WithPassport().Include(o => o.Superior), id);
        var successor = await FindAsync(context.Organizations, successorId);
        RequireRightAbove(context, organization);
        RequireRight(context, successor);
        await RequireSeenAsync(context, organization, seenVersion);
        if (successor.Id != id && successor.Path.StartsWith(organization.Path, StringComparison.Ordinal))
            throw new RuleBrokenException($"«{successor.ShortName}» подчинена этой организации. Сначала переместите её под другую вышестоящую.");
        var members = 0;
        if (organization.MayMergeInto(successor))
        {
            await HandOverAsync(context, organization, successor);
            members = await EndedOrganization.TransferAllAsync(context, organization, successor, clock.MoscowToday(), clock.GetUtcNow().UtcDateTime);
        }
        organization.MergeInto(successor, clock.MoscowToday());
        await SaveAsync(context, $"Присоединена к «{successor.ShortName}»{Told(", переведено", members)}");
        return id;
    });

    /// <summary>Closes the organisation; its members are taken off record with it.</summary>
    public Task CloseAsync(int id, int seenVersion) => EditAsync(async context =>
    {
        var organization = await FindAsync(context.Organizations.WithPassport().Include(o => o.Superior), id);
        RequireRightAbove(context, organization);
        await RequireSeenAsync(context, organization, seenVersion);
        var active = await context.Organizations.CountAsync(o => o.SuperiorId == id && o.Status == OrganizationStatus.Active);
        if (active > 0)
            throw new RuleBrokenException(StillLeads(organization, active));
        var members = organization.IsActive ? await EndedOrganization.TakeOffAllAsync(context, organization, clock.MoscowToday(), clock.GetUtcNow().UtcDateTime) : 0;
        organization.Close(clock.MoscowToday());
        await SaveAsync(context, "Закрыта" + Told(", снято с учёта", members));
        return id;
    });

    /// <summary>How many members the act took with it; nothing where there were none.</summary>
    private static string Told(string what, int members) => members == 0 ? "" : $"{what}: {Ru.Number(members)} {Ru.Plural(members, "человек", "человека", "человек")}";

    /// <summary>Why an organisation with active subordinates cannot be closed, and what to do.</summary>
    private static string StillLeads(Organization organization, int active) =>
        $"В «{organization.ShortName}» {Ru.Plural(active, "входит", "входят", "входят")} {Ru.Number(active)} "
        + Ru.Plural(active, "действующая организация", "действующие организации", "действующих организаций")
        + ". Сначала переместите или закройте их. Или объедините с другой организацией: тогда подчинённые перейдут к ней.";

    private static async Task HandOverAsync(RegistryContext context, Organization from, Organization to)
    {
        var subordinates = await context.Organizations.WithPassport().Where(o => o.SuperiorId == from.Id && o.Status == OrganizationStatus.Active).ToListAsync();
        var leading = await context.Organizations.Where(o => o.Superior!.SuperiorId == from.Id).Select(o => o.SuperiorId).Distinct().ToListAsync();
        var moved = new List<(string Old, Organization Organization)>();
        foreach (var subordinate in subordinates)
        {
            moved.Add((subordinate.Path, subordinate));
            subordinate.MoveUnder(to);
        }
        if (moved.Count > 0)
            await SaveAsync(context, $"Перешла от «{from.ShortName}» к «{to.ShortName}» при объединении");
        foreach (var (old, subordinate) in moved.Where(m => leading.Contains(m.Organization.Id)))
            await RepathAsync(context, old, subordinate.Path);
    }

    /// <summary>One statement whatever the size of the subtree. No identifier stands twice in a path, so the old prefix is replaced once.</summary>
    private static Task<int> RepathAsync(RegistryContext context, string old, string becomes) =>
        context.Organizations.InSubtree(old).ExecuteUpdateAsync(set => set.SetProperty(o => o.Path, o => o.Path.Replace(old, becomes)));

    private async Task<int> EditAsync(Func<RegistryContext, Task<int>> edit)
    {
        await using var context = await database.OpenAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        // Past the scope: the root's row is only held.
        await context.Organizations.IgnoreQueryFilters([RegistryContext.ScopeFilter]).Where(o => o.SuperiorId == null).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version));
        try
        {
            var id = await edit(context);
            await transaction.CommitAsync();
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException("В эту же минуту организацию изменил кто-то ещё, поэтому ничего не сохранено. Посмотрите, что изменилось, и повторите.");
        }
    }

    private static Task<int> SaveAsync(RegistryContext context, string act)
    {
        context.Act = act;
        return context.SaveChangesAsync();
    }

    private static async Task<Organization> FindAsync(IQueryable<Organization> among, int id) =>
        await among.SingleOrDefaultAsync(o => o.Id == id) ?? throw new RuleBrokenException("Такой организации в реестре нет.");

    /// <summary>Set-based statements pass by the check of the save, so whoever reshapes the tree is asked here, at both ends.</summary>
    private static void RequireRight(RegistryContext context, Organization at)
    {
        if (context.Actor?.MayWrite(at.Path) != true)
            throw new RuleBrokenException($"Менять состав «{at.ShortName}» могут её сотрудники и вышестоящие организации. У вас такого права нет.");
    }

    /// <summary>Whoever does not see the superior has no right in it: an organisation does not reshape itself.</summary>
    private static void RequireRightAbove(RegistryContext context, Organization organization)
    {
        if (organization is { SuperiorId: not null, Superior: null })
            throw new RuleBrokenException($"Перемещает, объединяет и закрывает «{organization.ShortName}» вышестоящая организация. У вас такого права нет.");
        RequireRight(context, organization.Superior ?? organization);
    }

    private void RequireRegion(string? code)
    {
        if (code is not null && references.Book.Items(ReferenceLists.Region).All(r => r.Code != code))
            throw new RuleBrokenException("Выберите регион из списка.");
    }

    private static async Task RequireSeenAsync(RegistryContext context, Organization organization, int seenVersion)
    {
        if (organization.Version == seenVersion)
            return;
        var last = await context.Changes.Where(c => c.OrganizationId == organization.Id && c.MemberId == null && c.Subject == ChangeSubject.Organization).OrderByDescending(c => c.Version).FirstOrDefaultAsync();
        throw new RuleBrokenException($"Пока окно было открыто, «{organization.ShortName}» изменили{(last is null ? "" : $": {last.Actor}, {Ru.Time(last.At)}")}. Ничего не сохранено. Откройте окно снова и повторите, если нужно.");
    }
}
