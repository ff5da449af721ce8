using Eseur.Domain.Completeness;
using Eseur.Admin.Data;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Data.Sqlite;

/// <summary>Whoever waits for the file waits in order, and nobody leaves without letting the next one in.</summary>
public sealed class WriteQueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private TestRegistry registry = null!;

    public async Task InitializeAsync() => registry = await TestRegistry.StartAsync();

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Begin_ManyWaiting_EnterInTheOrderTheyCame()
    {
        await using var first = await registry.OpenAsync();
        var held = await first.Database.BeginTransactionAsync();
        var entered = new List<int>();
        var waiting = Enumerable.Range(0, 8).Select(WriteAsync).ToList();
        Assert.DoesNotContain(waiting, w => w.IsCompleted);

        await held.CommitAsync();
        await Task.WhenAll(waiting).WaitAsync(Soon);

        Assert.Equal(Enumerable.Range(0, 8), entered);

        async Task WriteAsync(int number)
        {
            await using var context = await registry.OpenAsync();
            await using var transaction = await context.Database.BeginTransactionAsync();
            entered.Add(number);
            await transaction.CommitAsync();
        }
    }

    [Theory]
    [InlineData("committed")]
    [InlineData("rolled back")]
    [InlineData("dropped")]
    [InlineData("context dropped")]
    [InlineData("broken")]
    public async Task Begin_TransactionBeforeEnded_Enters(string how)
    {
        var context = await registry.OpenAsync();
        var transaction = await context.Database.BeginTransactionAsync();
        var next = WriteAsync();
        Assert.False(next.IsCompleted);

        switch (how)
        {
            case "committed":
                await transaction.CommitAsync();
                break;
            case "rolled back":
                await transaction.RollbackAsync();
                break;
            case "dropped":
                await transaction.DisposeAsync();
                break;
            case "broken":
                await Assert.ThrowsAsync<SqliteException>(() => context.Database.ExecuteSqlAsync($"INSERT INTO Nowhere VALUES (1)"));
                break;
        }
        await context.DisposeAsync();

        await next.WaitAsync(Soon);
    }

    [Fact]
    public async Task Begin_CancelledWhileWaiting_LeavesItsPlace()
    {
        await using var first = await registry.OpenAsync();
        var held = await first.Database.BeginTransactionAsync();
        using var patience = new CancellationTokenSource();
        await using var impatient = await registry.OpenAsync();
        var cancelled = impatient.Database.BeginTransactionAsync(patience.Token);
        var next = WriteAsync();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(next.IsCompleted);
        await held.CommitAsync();

        await next.WaitAsync(Soon);
    }

    [Fact]
    public async Task Begin_TurnNeverComes_IsToldThatTheDatabaseIsBusy()
    {
        await using var first = await registry.OpenAsync();
        await using var held = await first.Database.BeginTransactionAsync();
        await using var second = await ImpatientAsync();

        var told = await Assert.ThrowsAsync<SqliteException>(() => second.Database.BeginTransactionAsync().WaitAsync(Soon));

        Assert.Equal(5, told.SqliteErrorCode);
    }

    [Fact]
    public async Task Begin_RefusedByAnotherProcess_GivesItsTurnBack()
    {
        await using var other = await OtherProcessAsync();
        var held = other.BeginTransaction();
        await using (var refused = await ImpatientAsync())
            await Assert.ThrowsAsync<SqliteException>(() => Task.Run(() => refused.Database.BeginTransactionAsync()));
        await held.DisposeAsync();

        await WriteAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task Save_InsideOwnTransaction_DoesNotWaitForItself()
    {
        await using var context = await registry.OpenAsync();
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            var nation = await context.Organizations.WithPassport().SingleAsync(o => o.Id == registry.RootId);
            nation.Rename("Раз", "Раз");
            await context.SaveChangesAsync().WaitAsync(Soon);
            nation.Rename("Два", "Два");
            await context.SaveChangesAsync().WaitAsync(Soon);
            await context.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.Site, "union.example")).WaitAsync(Soon);
            await transaction.CommitAsync();
        }
        await using var fresh = await registry.OpenAsync();
        var stored = await fresh.Organizations.SingleAsync();
        Assert.Equal(("Два", "union.example"), (stored.ShortName, stored.Site));
    }

    [Fact]
    public async Task Save_Refused_LetsTheNextIn()
    {
        await using var slow = await registry.OpenAsync();
        var nation = await slow.Organizations.WithPassport().SingleAsync(o => o.Id == registry.RootId);
        await registry.ChangeAsync(registry.RootId, o => o.Rename("Раз", "Раз"));
        nation.Rename("Два", "Два");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());

        await WriteAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task LoneUpdate_TransactionOpen_WaitsForIt()
    {
        await using var first = await registry.OpenAsync();
        var held = await first.Database.BeginTransactionAsync();
        await using var context = await registry.OpenAsync();
        var update = context.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.ShortName, "Союз"));
        Assert.False(update.IsCompleted);

        await held.CommitAsync();

        Assert.Equal(1, await update.WaitAsync(Soon));
    }

    [Fact]
    public async Task Save_OfOneStatement_WaitsForTransaction()
    {
        await using var first = await registry.OpenAsync();
        var held = await first.Database.BeginTransactionAsync();
        await using var context = await registry.OpenAsync();
        context.Add(new Snapshot(registry.RootId, new DateOnly(2026, 11, 22), [1], [1], []));
        var save = context.SaveChangesAsync();
        Assert.False(save.IsCompleted);

        await held.CommitAsync();

        Assert.Equal(1, await save.WaitAsync(Soon));
    }

    [Fact]
    public async Task Read_TransactionOpen_DoesNotWait()
    {
        await using var first = await registry.OpenAsync();
        await using var held = await first.Database.BeginTransactionAsync();
        await using var reader = await registry.OpenAsync();
        Assert.Equal(1, await reader.Organizations.CountAsync().WaitAsync(Soon));
    }

    private async Task WriteAsync()
    {
        await using var context = await registry.OpenAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version));
        await transaction.CommitAsync();
    }

    private async Task<RegistryContext> ImpatientAsync()
    {
        var context = await registry.OpenAsync();
        ((SqliteConnection)context.Database.GetDbConnection()).DefaultTimeout = 1;
        return context;
    }

    /// <summary>A connection that knows nothing of the queue, as another process's does.</summary>
    private async Task<SqliteConnection> OtherProcessAsync()
    {
        var connection = new SqliteConnection(registry.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
