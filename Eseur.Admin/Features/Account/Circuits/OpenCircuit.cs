using Eseur.Admin.Data.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Account;

/// <summary>One open page of one person.</summary>
internal sealed class OpenCircuit(string id, int userId, Guid session, DateTimeOffset openedAt, IJSRuntime browser, NavigationManager navigation)
{
    /// <summary>A browser that has not gone by itself by then is cut off.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private int left;

    public string Id => id;

    public int UserId => userId;

    public Guid Session => session;

    public DateTimeOffset OpenedAt => openedAt;

    /// <summary>What the page was drawn under.</summary>
    public Scope? DrawnUnder { get; set; }

    public OpenSocket? Socket { get; set; }

    /// <summary>Told to go: nothing more is taken from it.</summary>
    public bool IsLeft => left != 0;

    /// <summary>Sends the page to the sign-in, from where it leads back.</summary>
    public Task ToSignInAsync(TimeProvider clock) => LeaveAsync("location.replace", "/sign-in?return=" + Uri.EscapeDataString(Here), clock);

    public Task ToClosedAsync(TimeProvider clock) => LeaveAsync("location.replace", "/closed?return=" + Uri.EscapeDataString(Here), clock);

    /// <summary>The page comes anew, drawn under what the person may now.</summary>
    public Task ReloadAsync(TimeProvider clock) => LeaveAsync("location.reload", null, clock);

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    private async Task LeaveAsync(string script, string? address, TimeProvider clock)
    {
        if (Interlocked.Exchange(ref left, 1) != 0)
            return;
        try
        {
            using var patience = new CancellationTokenSource(Grace, clock);
            await (address is null ? browser.InvokeVoidAsync(script, patience.Token) : browser.InvokeVoidAsync(script, patience.Token, address));
            await Task.Delay(Grace, clock, CancellationToken.None);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone, or answers no more: only cutting is left.
        }
        Socket?.Abort();
    }
}
