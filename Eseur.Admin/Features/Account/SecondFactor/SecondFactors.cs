using System.Globalization;
using System.Security.Cryptography;
using Eseur.Admin.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Account;

/// <param name="IsOn">An application makes codes for this account.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="HasPasskey">A passkey is a second factor as well.</param>
public sealed record SecondFactorState(bool IsOn, int CodesLeft, bool HasPasskey)
{
    public bool HasAny => IsOn || HasPasskey;
}

/// <summary>
/// Codes of an application and recovery codes: set up, taken, renewed, turned off. What is kept stands in the account's
/// tokens: of recovery codes only hashes, the application's key encrypted.
/// </summary>
public sealed class SecondFactors(IDbContextFactory<RegistryContext> contexts, AccessBook access, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Provider = "SecondFactor";
    private const string Key = "Key";
    private const string PendingKey = "PendingKey";
    private const string LastStep = "LastStep";
    private const string Salt = "Salt";
    private const string Code = "Code";

    private static readonly Actor Entrance = Actor.System("Вход");

    private readonly IDataProtector protector = protection.CreateProtector("Eseur.SecondFactor");

    public async Task<SecondFactorState> ReadAsync(int userId)
    {
        await using var context = await contexts.OpenAsync(Entrance);
        return await context.Users.AsNoTracking().Where(u => u.Id == userId)
            .Select(u => new SecondFactorState(
                u.TwoFactorEnabled,
                context.UserTokens.Count(t => t.UserId == userId && t.LoginProvider == Provider && t.Name.StartsWith(Code)),
                context.UserPasskeys.Any(p => p.UserId == userId)))
            .SingleAsync();
    }

    /// <summary>The key that waits for its first code: the same however often the page is opened, so that a phone that has read it stays right.</summary>
    public async Task<string> PendingKeyAsync(int userId)
    {
        await using var context = await contexts.OpenAsync(Entrance);
        if (await FindKeyAsync(context, userId, PendingKey) is { } waiting)
            return waiting;
        context.Act = "Начата настройка второго шага входа";
        await PutAsync(context, userId, [(PendingKey, protector.Protect(Totp.NewKey()))]);
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another window began in the same moment: its key is the one.
        }
        return await FindKeyAsync(context, userId, PendingKey) ?? throw new InvalidOperationException("The key that was just stored is gone.");
    }

    /// <summary>Takes the waiting key into use if <paramref name="code"/> is of it.</summary>
    /// <returns>New recovery codes, never to be read again; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(Actor by, int userId, string code)
    {
        await using var context = await contexts.OpenAsync(by);
        if (await FindKeyAsync(context, userId, PendingKey) is not { } key || Totp.StepOf(key, Clean(code), clock.GetUtcNow()) is not { } step)
            return null;
        var codes = NewCodes(out var kept);
        await PutAsync(context, userId, [(Key, protector.Protect(key)), (LastStep, StepText(step)), .. kept]);
        context.Remove(await Tokens(context, userId).SingleAsync(t => t.Name == PendingKey));
        (await context.Users.SingleAsync(u => u.Id == userId)).TwoFactorEnabled = true;
        await SaveAsync(context, userId, "Включён второй шаг входа");
        return codes;
    }

    /// <returns>New recovery codes; the ones before are worth nothing.</returns>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Actor by, int userId)
    {
        await using var context = await contexts.OpenAsync(by);
        var codes = NewCodes(out var kept);
        await PutAsync(context, userId, kept);
        await SaveAsync(context, userId, "Получены новые коды восстановления");
        return codes;
    }

    public async Task TurnOffAsync(Actor by, int userId)
    {
        await using var context = await contexts.OpenAsync(by);
        context.RemoveRange(await Tokens(context, userId).ToListAsync());
        (await context.Users.SingleAsync(u => u.Id == userId)).TwoFactorEnabled = false;
        await SaveAsync(context, userId, "Выключен второй шаг входа");
    }

    /// <summary>A code of the application or a recovery code; each is good once, also when two requests bring it at the same moment.</summary>
    public async Task<bool> AcceptAsync(int userId, string typed)
    {
        await using var context = await contexts.OpenAsync(Entrance);
        if (await FindKeyAsync(context, userId, Key) is { } key && Totp.StepOf(key, Clean(typed), clock.GetUtcNow()) is { } step)
        {
            var text = StepText(step);
            return await Tokens(context, userId).Where(t => t.Name == LastStep && string.Compare(t.Value, text) < 0)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, text)) == 1;
        }
        if (await FindAsync(context, userId, Salt) is not { } salt || RecoveryCode.Hash(typed, salt) is not { } hash
            || await Tokens(context, userId).Where(t => t.Name.StartsWith(Code) && t.Value == hash).ExecuteDeleteAsync() != 1)
            return false;
        context.RecordAccount(Entrance, userId, "Использован код восстановления", clock.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync();
        return true;
    }

    private static List<string> NewCodes(out List<(string Name, string Value)> kept)
    {
        var salt = RecoveryCode.NewSalt();
        var codes = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New()).ToList();
        kept = [(Salt, salt), .. codes.Select((code, i) => ($"{Code} {i + 1:D2}", RecoveryCode.Hash(code, salt)!))];
        return codes;
    }

    private static async Task PutAsync(RegistryContext context, int userId, IReadOnlyList<(string Name, string Value)> values)
    {
        var there = await Tokens(context, userId).ToDictionaryAsync(t => t.Name);
        foreach (var (name, value) in values)
        {
            if (there.TryGetValue(name, out var token))
                token.Value = value;
            else
                context.Add(Token(userId, name, value));
        }
    }

    private async Task SaveAsync(RegistryContext context, int userId, string act)
    {
        context.Act = act;
        await context.SaveChangesAsync();
        access.Forget(userId);
    }

    private async Task<string?> FindKeyAsync(RegistryContext context, int userId, string name)
    {
        try
        {
            return await FindAsync(context, userId, name) is { } kept ? protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            // The program's keys were lost: recovery codes still let in.
            return null;
        }
    }

    private static IQueryable<IdentityUserToken<int>> Tokens(RegistryContext context, int userId) => context.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Provider);

    private static Task<string?> FindAsync(RegistryContext context, int userId, string name) =>
        Tokens(context, userId).AsNoTracking().Where(t => t.Name == name).Select(t => t.Value).FirstOrDefaultAsync();

    private static IdentityUserToken<int> Token(int userId, string name, string value) => new() { UserId = userId, LoginProvider = Provider, Name = name, Value = value };

    /// <summary>Comparable as text.</summary>
    private static string StepText(long step) => step.ToString("D12", CultureInfo.InvariantCulture);

    private static string Clean(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
}
