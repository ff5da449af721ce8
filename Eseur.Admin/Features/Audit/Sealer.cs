using Eseur.Admin.Data;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>Seals both chains behind those who write; nobody waits for it.</summary>
internal sealed class Sealer(IDbContextFactory<RegistryContext> contexts, TimeProvider clock, ILogger<Sealer> log) : BackgroundService
{
    /// <summary>So long a record stands unsealed at most, while the program runs.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ChainSealer[] chains = [.. Enum.GetValues<SealChain>().Select(c => new ChainSealer(c, contexts, new SealedRecords(contexts), clock))];

    /// <summary>Seals until nothing is left; also what tests and measurements call.</summary>
    internal async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var done = 0;
        foreach (var chain in chains)
        {
            for (int count; (count = await chain.SealAsync(cancel)) > 0;)
                done += count;
        }
        return done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite reads without ever yielding: the host's start must not stand behind a long chain.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The change record could not be sealed; tried again in {Pause}.", Pause);
            }
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }
}
