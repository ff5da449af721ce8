using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Data;

/// <summary>
/// Writes new entities, identifiers and all, far faster than a save can: no tracking, and whatever way of writing many
/// rows the provider has. Tables, columns and conversions are the model's own. Rows are made on one thread and written on
/// another; a few batches at most are waiting between the two. What was added must not change any more.
/// </summary>
internal sealed class BulkWriter(RegistryContext context)
{
    private const int RowsAtOnce = 4096;
    private const int BatchesWaiting = 4;

    private readonly Channel<List<Rows>> batches = Channel.CreateBounded<List<Rows>>(new BoundedChannelOptions(BatchesWaiting) { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<Type, int> tables = [];
    private List<Rows> batch = [];
    private int waiting;

    public bool IsFull => waiting >= RowsAtOnce;

    /// <summary>
    /// Everything that <paramref name="make"/> adds is written within one transaction, and nothing of it when it fails.
    /// The context is busy until then: rows must be made without it.
    /// </summary>
    /// <param name="big">Entities that there will be very many of.</param>
    public Task RunAsync(IReadOnlyList<Type> big, Func<CancellationToken, Task> make, CancellationToken cancel) => context.LoadAsync([.. big.Select(t => new BulkTable(context.Model.FindEntityType(t)!).Name)], async () =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var making = Task.Run(() => MakeAsync(make, stop.Token), cancel);
        try
        {
            await Task.Run(() => WriteAsync(cancel), cancel);
        }
        finally
        {
            await stop.CancelAsync();
            // Its own failure came to the writer through the channel; what is left to say is that it was told to stop.
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }, cancel);

    /// <summary>Tables are written in the order in which their first entity was added: superiors first.</summary>
    public void Add(object entity)
    {
        var type = entity.GetType();
        if (!tables.TryGetValue(type, out var table))
            tables[type] = table = tables.Count;
        while (batch.Count <= table)
            batch.Add(new Rows([]));
        batch[table].Entities.Add(entity);
        waiting++;
    }

    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        await batches.Writer.WriteAsync(batch, cancel);
        batch = [];
        waiting = 0;
    }

    private async Task MakeAsync(Func<CancellationToken, Task> make, CancellationToken cancel)
    {
        try
        {
            await make(cancel);
            await FlushAsync(cancel);
            batches.Writer.Complete();
        }
        catch (Exception e)
        {
            batches.Writer.TryComplete(e);
            throw;
        }
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        var inserts = new List<IBulkInsert>();
        try
        {
            await foreach (var rows in batches.Reader.ReadAllAsync(cancel))
            {
                for (var table = 0; table < rows.Count; table++)
                {
                    var entities = rows[table].Entities;
                    if (entities.Count == 0)
                        continue;
                    while (inserts.Count <= table)
                        inserts.Add(context.BulkInsert(new BulkTable(context.Model.FindEntityType(TypeOf(rows, inserts.Count))!)));
                    await inserts[table].WriteAsync(entities, cancel);
                }
            }
        }
        finally
        {
            inserts.ForEach(i => i.Dispose());
        }
    }

    // A table's first row stands in the batch that is the first to have the table.
    private static Type TypeOf(List<Rows> rows, int table) => rows[table].Entities[0].GetType();

    private readonly record struct Rows(List<object> Entities);
}
