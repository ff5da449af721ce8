using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace Eseur.Admin.Features.Account;

/// <summary>Knows whose circuit it is, and takes nothing from it once its session has ended.</summary>
internal sealed class CircuitWatch(OpenCircuits open, AccessBook access, SeenSessions seen, AuthenticationStateProvider person, IJSRuntime browser, NavigationManager navigation, TimeProvider clock)
    : CircuitHandler
{
    private OpenCircuit? own;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await person.GetAuthenticationStateAsync()).User;
        if (user.UserId() is not { } userId || user.Session() is not { } session)
            return;
        own = new OpenCircuit(circuit.Id, userId, session, clock.GetUtcNow(), browser, navigation)
        {
            DrawnUnder = (await access.ReadAsync(userId, session, cancel: cancellationToken))?.Scope,
        };
        open.Add(own);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // A page told to go that comes back is refused, and its browser offers to open it anew.
        if (own is { IsLeft: true })
            throw new InvalidOperationException("The circuit was closed for its session or its person's grants.");
        if (own is not null)
            own.Socket = OpenSockets.Current;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Remove(circuit.Id);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if (own is not null)
        {
            if (own.IsLeft || !await LastsAsync(own))
                return;
            seen.Note(own.Session);
        }
        await next(context);
    };

    private async ValueTask<bool> LastsAsync(OpenCircuit circuit)
    {
        try
        {
            return (access.Known(circuit.UserId, circuit.Session) ?? await access.ReadAsync(circuit.UserId, circuit.Session)) is not null;
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException { InnerException: DbException })
        {
            // The page must not die with the database, nor what is typed there: whatever needs it asks by itself, and says so.
            return true;
        }
    }
}
