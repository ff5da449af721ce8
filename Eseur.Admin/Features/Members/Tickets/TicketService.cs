using System.Security.Cryptography;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Members.Tickets;

/// <summary>Orders tickets and moves them through their states.</summary>
public sealed class TicketService(RegistryDatabase database, TimeProvider clock)
{
    /// <summary>Each try reads the card anew; so many in a row lost to others means something else is wrong.</summary>
    private const int Tries = 8;

    private const long LowestNumber = 1_000_0000_0000_0000;
    private const long NumberCount = 9_000_0000_0000_0000;

    /// <returns>The new number.</returns>
    /// <exception cref="RuleBrokenException">The person holds a ticket, or may not be given one yet.</exception>
    public async Task<long> OrderAsync(int memberId, bool plastic, bool isVirtual)
    {
        var number = 0L;
        await ActAsync(memberId, "Билет заказан", async (context, member) =>
        {
            number = await FreeNumberAsync(context);
            member.OrderTicket(number, plastic, isVirtual, Today);
        });
        return number;
    }

    /// <inheritdoc cref="ActAsync(int, long, string, Action{Member})"/>
    public Task IssueAsync(int memberId, long number) => ActAsync(memberId, number, "Билет выдан", m => m.IssueTicket(Today));

    /// <inheritdoc cref="ActAsync(int, long, string, Action{Member})"/>
    public Task LoseAsync(int memberId, long number) => ActAsync(memberId, number, "Билет утерян", m => m.LoseTicket(Today));

    /// <inheritdoc cref="ActAsync(int, long, string, Action{Member})"/>
    public Task ReturnAsync(int memberId, long number) => ActAsync(memberId, number, "Билет возвращён", m => m.ReturnTicket(Today));

    /// <inheritdoc cref="ActAsync(int, long, string, Action{Member})"/>
    public Task ExtendAsync(int memberId, long number, bool plastic, bool isVirtual) => ActAsync(memberId, number, "Билет дополнен", m => m.ExtendTicket(plastic, isVirtual));

    private DateOnly Today => clock.MoscowToday();

    /// <param name="memberId">Whose.</param>
    /// <param name="number">The ticket that the person saw when they decided.</param>
    /// <exception cref="RuleBrokenException">Another is held by now, or its state does not allow it.</exception>
    private Task ActAsync(int memberId, long number, string act, Action<Member> change) => ActAsync(memberId, act, (_, member) =>
    {
        if (member.Ticket is { } held && held.Number != number)
            throw new RuleBrokenException($"Билет {TicketNumber.Format(number)} за это время заменили: теперь у человека {TicketNumber.Format(held.Number)}. Обновите страницу и повторите, если нужно.");
        change(member);
        return Task.CompletedTask;
    });

    private async Task ActAsync(int memberId, string act, Func<RegistryContext, Member, Task> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await database.OpenAsync();
            var member = await context.Members.WithCard().SingleOrDefaultAsync(m => m.Id == memberId)
                ?? throw new RuleBrokenException("Такой карточки в реестре нет.");
            await context.RequireAsync(Powers.Write, member);
            await change(context, member);
            context.Act = act;
            try
            {
                await context.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Another save of the card came between, or the number was given out in the same moment: both are over on the next reading.
            }
        }
    }

    /// <summary>Drawn, not counted on: who knows one number knows no other. The key of the table has the last word.</summary>
    private static async Task<long> FreeNumberAsync(RegistryContext context)
    {
        while (true)
        {
            var number = LowestNumber + (long)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % NumberCount);
            if (!await context.Tickets.AnyAsync(t => t.Number == number))
                return number;
        }
    }
}
