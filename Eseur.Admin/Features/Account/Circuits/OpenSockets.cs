namespace Eseur.Admin.Features.Account;

/// <summary>One connection of a browser's page, until it ends.</summary>
internal sealed class OpenSocket(HttpContext request)
{
    private readonly Lock turn = new();
    private HttpContext? request = request;

    /// <summary>Cuts it, whatever the browser wants. Nothing when it has ended: the server may have given the request to another by then.</summary>
    public void Abort()
    {
        lock (turn)
            request?.Abort();
    }

    public void Ended()
    {
        lock (turn)
            request = null;
    }
}

/// <summary>Which connection a circuit came by: what the framework does not tell, flows with the request that carries it.</summary>
internal static class OpenSockets
{
    private static readonly AsyncLocal<OpenSocket?> Flowing = new();

    public static OpenSocket? Current => Flowing.Value;

    public static void UseOpenSockets(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            await next();
            return;
        }
        var socket = new OpenSocket(context);
        Flowing.Value = socket;
        try
        {
            await next();
        }
        finally
        {
            socket.Ended();
        }
    });
}
