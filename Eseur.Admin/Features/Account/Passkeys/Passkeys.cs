using System.Buffers.Text;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Admin.Features.Account;

/// <param name="Id">The key's own, as addresses carry it.</param>
/// <param name="AddedAt">UTC.</param>
public sealed record OwnPasskey(string Id, string Name, DateTime AddedAt);

/// <summary>Keys kept in a device or a password store, which sign in without a password.</summary>
public sealed class Passkeys(UserManager<RegistryUser> users, RegistryContext context, AccessBook access)
{
    public const int NameLength = 60;

    /// <summary>Of one person.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<OwnPasskey>> ListAsync(RegistryUser user) =>
        [.. (await users.GetPasskeysAsync(user)).OrderBy(k => k.CreatedAt).Select(k => new OwnPasskey(Base64Url.EncodeToString(k.CredentialId), k.Name ?? "Без названия", k.CreatedAt.UtcDateTime))];

    public Task AddAsync(Actor by, RegistryUser user, UserPasskeyInfo passkey, string name)
    {
        passkey.Name = name;
        return RecordedAsync(by, user, $"Добавлен ключ доступа «{name}»", () => users.AddOrUpdatePasskeyAsync(user, passkey));
    }

    /// <returns>False when there is no such key of this person.</returns>
    public async Task<bool> RenameAsync(Actor by, RegistryUser user, string id, string name)
    {
        if (await FindAsync(user, id) is not { } passkey)
            return false;
        passkey.Name = name;
        await RecordedAsync(by, user, $"Ключ доступа назван «{name}»", () => users.AddOrUpdatePasskeyAsync(user, passkey));
        return true;
    }

    /// <inheritdoc cref="RenameAsync"/>
    public async Task<bool> RemoveAsync(Actor by, RegistryUser user, string id)
    {
        if (await FindAsync(user, id) is not { } passkey)
            return false;
        await RecordedAsync(by, user, $"Удалён ключ доступа «{passkey.Name}»", () => users.RemovePasskeyAsync(user, passkey.CredentialId));
        return true;
    }

    /// <summary>Each use moves the key's own count, by which a copy would be noticed.</summary>
    public Task UsedAsync(RegistryUser user, UserPasskeyInfo passkey) => users.AddOrUpdatePasskeyAsync(user, passkey);

    private async Task<UserPasskeyInfo?> FindAsync(RegistryUser user, string id)
    {
        var bytes = new byte[id.Length];
        return id.Length <= 2000 && Base64Url.IsValid(id) && Base64Url.TryDecodeFromChars(id, bytes, out var length) ? await users.GetPasskeyAsync(user, bytes[..length]) : null;
    }

    private async Task RecordedAsync(Actor by, RegistryUser user, string act, Func<Task<IdentityResult>> save)
    {
        // Identity's store saves by the request's own context and marks every column of the account as changed, also those
        // that are nobody's own to change: it saves as the program, in the person's name.
        (context.Actor, context.Act) = (by with { Scope = Scope.Everything }, act);
        var saved = await save();
        if (!saved.Succeeded)
            throw new InvalidOperationException("A passkey was not saved: " + string.Join(' ', saved.Errors.Select(e => e.Code)));
        access.Forget(user.Id);
    }
}
