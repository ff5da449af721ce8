using System.Net;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

public enum Entered { In, NeedsSecondFactor, Refused, NameWaits, AddressWaits, Busy }

/// <param name="How">What came of it.</param>
/// <param name="Until">UTC; until when nothing is tried, where one waits.</param>
public readonly record struct EntranceAnswer(Entered How, DateTime? Until = null);

/// <summary>
/// Lets in by name and password. Whether there is such an account shows neither in the answer nor in its time: a name
/// nobody has is counted, looked up and hashed like any other.
/// </summary>
public sealed class Entrance(SignInGuards guards, AccountFinder finder, PasswordCounter counter, SignInManager<RegistryUser> signIn, AccountJournal journal, TimeProvider clock)
{
    public async Task<EntranceAnswer> EnterAsync(SignInName name, string password, bool remember, IPAddress? address, CancellationToken cancel = default)
    {
        var (nameKey, addressKey) = (GuardKey.Name(name), GuardKey.Address(address));
        if (await guards.TakeAsync(addressKey, cancel) is { } addressUntil)
            return new EntranceAnswer(Entered.AddressWaits, addressUntil);
        if (await guards.TakeAsync(nameKey, cancel) is { } nameUntil)
            return new EntranceAnswer(Entered.NameWaits, nameUntil);

        using var turn = await counter.TakeTurnAsync(cancel);
        if (!turn.IsAcquired)
        {
            await guards.GiveBackAsync(addressKey);
            await guards.GiveBackAsync(nameKey);
            return new EntranceAnswer(Entered.Busy);
        }
        var user = await finder.FindAsync(name);
        var result = SignInResult.Failed;
        if (user is { ClosedAt: null, IsInvited: false })
            result = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: false);
        else
            counter.SpendTime(signIn.UserManager.PasswordHasher, password);
        if (!result.Succeeded && !result.RequiresTwoFactor)
        {
            var stopped = await guards.UntilAsync(nameKey, cancel) is { } until ? $", вход остановлен до {Waits.Until(until, clock)}" : "";
            await journal.WriteAsync(user?.Id, "Неудачная попытка входа" + stopped, address?.ToString(), isOwner: false);
            return new EntranceAnswer(Entered.Refused);
        }
        await guards.ClearAsync([nameKey]);
        await guards.GiveBackAsync(addressKey);
        return new EntranceAnswer(result.Succeeded ? Entered.In : Entered.NeedsSecondFactor);
    }
}
