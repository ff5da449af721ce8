using System.Reflection;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Demo;

/// <summary>
/// Writes a demo registry into an empty database, in one transaction: a broken load leaves nothing behind. Organisations
/// are built and counted by the domain, then written past the change tracker with everything a save would have left.
/// </summary>
internal sealed class DemoLoader(IDbContextFactory<RegistryContext> contexts, TimeProvider clock)
{
    private const int RootId = 1;

    private const string Founded = "Организация внесена в реестр";

    private static readonly PropertyInfo OrganizationId = typeof(Organization).GetProperty(nameof(Organization.Id))!;
    private static readonly PropertyInfo CounterOwner = typeof(Counter).GetProperty(nameof(Counter.OrganizationId))!;
    private static readonly PropertyInfo MemberCounterOwner = typeof(MemberCounter).GetProperty(nameof(MemberCounter.OrganizationId))!;
    private static readonly PropertyInfo RowId = typeof(PassportRow).GetProperty(nameof(PassportRow.Id))!;
    private static readonly PropertyInfo RowOwner = typeof(PassportRow).GetProperty(nameof(PassportRow.OrganizationId))!;
    private static readonly PropertyInfo ChangeId = typeof(Change).GetProperty(nameof(Change.Id))!;
    private static readonly PropertyInfo LineId = typeof(ChangeLine).GetProperty(nameof(ChangeLine.Id))!;
    private static readonly PropertyInfo LineOwner = typeof(ChangeLine).GetProperty(nameof(ChangeLine.ChangeId))!;

    /// <returns>How many organisations were written, the union itself not counted.</returns>
    /// <exception cref="RuleBrokenException">The registry holds organisations already.</exception>
    public async Task<int> LoadAsync(DemoScale scale, int seed, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Organizations.AnyAsync(cancel))
            throw new RuleBrokenException("В базе данных уже есть организации: демонстрационный реестр загружается только в пустую. Укажите другую в ConnectionStrings:Registry.");
        var plan = DemoPlan.Build(scale, seed);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var load = new Load(plan, new BulkWriter(context), clock.MoscowToday());
        await load.RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        return plan.Organizations.Length;
    }

    private sealed class Load(DemoPlan plan, BulkWriter writer, DateOnly today)
    {
        private readonly DemoPassports passports = new(plan);
        private readonly DemoHistory history = new(plan, today);
        private readonly Dictionary<int, Organization> superiors = [];
        private readonly Dictionary<int, DemoHistory.Trend> trends = [];
        private readonly Dictionary<Type, int> lastRow = [];
        private long lastChange;
        private long lastLine;

        public async Task RunAsync(CancellationToken cancel)
        {
            var root = Organization.Found(OrganizationLevel.Nation, null,
                "Профессиональный союз работников народного образования и науки Российской Федерации (Общероссийский Профсоюз образования)", "Общероссийский Профсоюз образования", "77", isLegalEntity: true);
            Write(root, RootId, index: -1);
            for (var i = 0; i < plan.Organizations.Length; i++)
            {
                Write(Build(i), RootId + 1 + i, i);
                if (writer.IsFull)
                    await writer.FlushAsync(cancel);
            }
            await writer.FlushAsync(cancel);
            foreach (var (id, trend) in trends)
            {
                foreach (var (day, missing, applicable) in trend.ByDay())
                    writer.Add(new Snapshot(id, history.Date(day), missing, applicable, []));
                if (writer.IsFull)
                    await writer.FlushAsync(cancel);
            }
            await writer.FlushAsync(cancel);
        }

        private Organization Build(int index)
        {
            var planned = plan.Organizations[index];
            var superior = superiors[planned.Superior is { } s ? RootId + 1 + s : RootId];
            var organization = Organization.Found(planned.Level, superior, planned.FullName, planned.ShortName, planned.Subject, planned.IsLegalEntity);
            passports.Fill(organization, index);
            if (organization.CurrentChairperson is { } chairperson && history.ConfirmedAt(index) is { } at)
                organization.Confirm(chairperson.Name, at);
            return organization;
        }

        private void Write(Organization organization, int id, int index)
        {
            OrganizationId.SetValue(organization, id);
            CounterOwner.SetValue(organization.Counter, id);
            organization.SetPath();
            var rows = Catalogue.Passport.RowSets.SelectMany(s => s.Rows(organization)).ToList();
            foreach (var row in rows)
                Number(row, id);
            if (!organization.Level.IsPrimary())
                (superiors[id], trends[id]) = (organization, new DemoHistory.Trend());

            var changes = Changes(organization, index);
            writer.Add(organization);
            writer.Add(organization.Counter);
            if (organization.MemberCounter is { } members)
            {
                MemberCounterOwner.SetValue(members, id);
                writer.Add(members);
            }
            rows.ForEach(writer.Add);
            changes.ForEach(Write);
        }

        private void Number(PassportRow row, int owner)
        {
            RowId.SetValue(row, lastRow[row.GetType()] = lastRow.GetValueOrDefault(row.GetType()) + 1);
            RowOwner.SetValue(row, owner);
        }

        /// <summary>The record of the organisation from its founding on, one version for each change, and its part in the trends above.</summary>
        private List<Change> Changes(Organization organization, int index)
        {
            organization.Recount();
            var now = organization.Counter.Bits;
            var closures = history.Closures(index, now);
            var bits = DemoHistory.Before(now, closures);
            var person = organization.CurrentChairperson?.Name ?? organization.Superior?.CurrentChairperson?.Name ?? "Аппарат Профсоюза";
            List<Change> changes = [new Change(organization.Id, "Аппарат Профсоюза", history.Moment(-1 - (Math.Abs(index) % 200), index), 1, bits.Missing, Founded, [])];
            CountAbove(organization, bits, day: 0, 1);
            foreach (var (day, closed) in closures)
            {
                CountAbove(organization, bits, day, -1);
                bits = DemoHistory.After(bits, closed, now);
                CountAbove(organization, bits, day, 1);
                organization.Recount();
                changes.Add(new Change(organization.Id, person, history.Moment(day, index), organization.Version, bits.Missing, RegistryContext.PassportChanged, DemoHistory.Lines(organization, closed)));
            }
            return changes;
        }

        private void CountAbove(Organization organization, GapBits bits, int day, int sign)
        {
            for (var above = organization; above is not null; above = above.Superior)
            {
                if (trends.TryGetValue(above.Id, out var trend))
                    trend.Count(bits, day, sign);
            }
        }

        private void Write(Change change)
        {
            ChangeId.SetValue(change, ++lastChange);
            writer.Add(change);
            foreach (var line in change.Lines)
            {
                LineId.SetValue(line, ++lastLine);
                LineOwner.SetValue(line, change.Id);
                writer.Add(line);
            }
        }
    }
}
