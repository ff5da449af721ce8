using Eseur.Admin.Data.Access;
using Eseur.Admin.Shared.Jobs;

namespace Eseur.Admin.Features.Account;

/// <summary>
/// Every two seconds asks the database about everybody with an open page or a job going, whichever node changed what they
/// may: pages of an ended session go to the sign-in, pages drawn under more than their person may now are drawn anew, jobs of
/// either stop.
/// </summary>
internal sealed class CircuitSweep(OpenCircuits open, AccessBook access, JobRunner jobs, TimeProvider clock, ILogger<CircuitSweep> log) : BackgroundService
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Names of one statement.</summary>
    private const int AtOnce = 500;

    private Dictionary<Guid, Scope> jobScopes = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // While the database does not answer, nobody is judged by what is no longer known; their own acts fail by themselves.
                log.LogError(e, "It could not be read what people with open pages may do.");
            }
        }
    }

    internal async Task SweepAsync(CancellationToken cancel = default)
    {
        var (circuits, going) = (open.All, jobs.Going);
        foreach (var some in circuits.Select(c => c.UserId).Concat(going.Select(j => j.UserId)).Distinct().Chunk(AtOnce))
            await access.RenewAsync(some, cancel);
        foreach (var circuit in circuits)
            Judge(circuit);
        jobScopes = going.Select(j => (Job: j, Scope: Judged(j))).Where(j => j.Scope is not null).ToDictionary(j => j.Job.Id, j => j.Scope!);
    }

    private void Judge(OpenCircuit circuit)
    {
        var scope = access.Known(circuit.UserId, circuit.Session)?.Scope;
        if (scope is null)
            _ = circuit.ToSignInAsync(clock);
        else if (Lost(circuit.DrawnUnder, scope))
            _ = circuit.ReloadAsync(clock);
        else
            circuit.DrawnUnder = scope;
    }

    /// <returns>Under what it goes on; null when it is stopped.</returns>
    private Scope? Judged(Job job)
    {
        var scope = access.KnownScope(job.UserId);
        if (scope is not null && !Lost(jobScopes.GetValueOrDefault(job.Id), scope))
            return scope;
        job.Cancel();
        return null;
    }

    /// <summary>Who was given more keeps the page and what is typed there; what was taken away must not stay on the screen.</summary>
    private static bool Lost(Scope? before, Scope now) => before is not null
        && before.Reaches.Any(was => !now.Reaches.Any(r => r.Role == was.Role && r.Path == was.Path));

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
