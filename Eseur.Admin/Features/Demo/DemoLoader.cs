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

    /// <summary>Tables that hold most of the rows, cards first.</summary>
    private static readonly Type[] Big = [typeof(Member), typeof(Ticket), typeof(Membership), typeof(PastConsent), typeof(Change), typeof(ChangeLine)];

    private static readonly Action<Member, int> SetCard = Setter<Member, int>(nameof(Member.Id));
    private static readonly Action<Ticket, int> SetHolder = Setter<Ticket, int>(nameof(Ticket.MemberId));
    private static readonly Action<Membership, int> SetMembership = Setter<Membership, int>(nameof(Membership.Id));
    private static readonly Action<Membership, int> SetMembershipCard = Setter<Membership, int>(nameof(Membership.MemberId));
    private static readonly Action<PastConsent, int> SetConsent = Setter<PastConsent, int>(nameof(PastConsent.Id));
    private static readonly Action<PastConsent, int> SetConsentCard = Setter<PastConsent, int>(nameof(PastConsent.MemberId));

    private static readonly PropertyInfo OrganizationId = typeof(Organization).GetProperty(nameof(Organization.Id))!;
    private static readonly PropertyInfo CounterOwner = typeof(Counter).GetProperty(nameof(Counter.OrganizationId))!;
    private static readonly PropertyInfo MemberCounterOwner = typeof(MemberCounter).GetProperty(nameof(MemberCounter.OrganizationId))!;
    private static readonly PropertyInfo RowId = typeof(PassportRow).GetProperty(nameof(PassportRow.Id))!;
    private static readonly PropertyInfo RowOwner = typeof(PassportRow).GetProperty(nameof(PassportRow.OrganizationId))!;
    private static readonly PropertyInfo ChangeId = typeof(Change).GetProperty(nameof(Change.Id))!;
    private static readonly PropertyInfo LineId = typeof(ChangeLine).GetProperty(nameof(ChangeLine.Id))!;
    private static readonly PropertyInfo LineOwner = typeof(ChangeLine).GetProperty(nameof(ChangeLine.ChangeId))!;

    /// <returns>What was written, by plan.</returns>
    /// <exception cref="RuleBrokenException">The registry holds organisations already.</exception>
    public async Task<DemoPlan> LoadAsync(DemoScale scale, int seed, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(Actor.System("Демонстрация"), cancel);
        if (await context.Organizations.AnyAsync(cancel))
            throw new RuleBrokenException("В базе данных уже есть организации: демонстрационный реестр загружается только в пустую. Укажите другую в ConnectionStrings:Registry.");
        var plan = DemoPlan.Build(scale, seed);
        var writer = new BulkWriter(context);
        // The registry's first reference lists are on record already.
        var changes = await context.Changes.MaxAsync(c => (long?)c.Id, cancel) ?? 0;
        var lines = await context.Set<ChangeLine>().MaxAsync(l => (long?)l.Id, cancel) ?? 0;
        await writer.RunAsync(Big, new Load(plan, writer, clock.MoscowToday(), changes, lines).RunAsync, cancel);
        if (scale == DemoScale.Small)
            await DemoMailings.WriteAsync(context, seed, clock.GetUtcNow().UtcDateTime, cancel);
        return plan;
    }

    private static Action<TEntity, TValue> Setter<TEntity, TValue>(string property) =>
        typeof(TEntity).GetProperty(property)!.GetSetMethod(nonPublic: true)!.CreateDelegate<Action<TEntity, TValue>>();

    private sealed class Load(DemoPlan plan, BulkWriter writer, DateOnly today, long toldChanges, long toldLines)
    {
        private readonly DemoPassports passports = new(plan);
        private readonly DemoHistory history = new(plan, today);
        private readonly DemoCards cards = new(plan);
        private readonly Dictionary<int, Organization> superiors = [];
        private readonly Dictionary<int, DemoHistory.Trend> trends = [];
        private readonly Dictionary<Type, int> lastRow = [];
        private long lastChange = toldChanges;
        private long lastLine = toldLines;
        private int lastMembership;
        private int lastConsent;

        public async Task RunAsync(CancellationToken cancel)
        {
            var root = Organization.Found(OrganizationLevel.Nation, null,
                "Профессиональный союз работников народного образования и науки Российской Федерации (Общероссийский Профсоюз образования)", "Общероссийский Профсоюз образования", "77", isLegalEntity: true);
            Write(root, RootId, index: -1);
            for (var i = 0; i < plan.Organizations.Length; i++)
            {
                var organization = Build(i);
                Write(organization, RootId + 1 + i, i);
                if (organization.MemberCounter is { } counter)
                    await WriteCardsAsync(organization, counter, i, cancel);
                if (writer.IsFull)
                    await writer.FlushAsync(cancel);
            }
            foreach (var (id, trend) in trends)
            {
                foreach (var (day, missing, applicable, members) in trend.ByDay())
                    writer.Add(new Snapshot(id, history.Date(day), missing, applicable, members));
                if (writer.IsFull)
                    await writer.FlushAsync(cancel);
            }
        }

        private async Task WriteCardsAsync(Organization organization, MemberCounter counter, int index, CancellationToken cancel)
        {
            var card = plan.Cards.FirstCard(index);
            foreach (var member in cards.Of(index, organization))
            {
                Write(member, card++);
                counter.Count(member);
                // A university's thousands of cards do not wait for each other.
                if (writer.IsFull)
                    await writer.FlushAsync(cancel);
            }
            MemberCounterOwner.SetValue(counter, organization.Id);
            writer.Add(counter);
            for (var above = organization.Superior; above is not null; above = above.Superior)
                trends[above.Id].Count(counter);
        }

        private void Write(Member member, int card)
        {
            SetCard(member, card);
            writer.Add(member);
            foreach (var ticket in member.Tickets)
            {
                SetHolder(ticket, card);
                writer.Add(ticket);
            }
            foreach (var line in member.Memberships)
            {
                SetMembership(line, ++lastMembership);
                SetMembershipCard(line, card);
                writer.Add(line);
            }
            foreach (var consent in member.PastConsents)
            {
                SetConsent(consent, ++lastConsent);
                SetConsentCard(consent, card);
                writer.Add(consent);
            }
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
