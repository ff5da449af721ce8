using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Organizations;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>Requests for transfers: those to answer, those that were asked, and what was answered lately.</summary>
public sealed partial class TransfersPage(TransferList list, MemberMoves moves, ICurrentActor current, VisibleBoard board, BoardNews news, ILogger<TransfersPage> log) : IDisposable
{
    private TransferBoard? requests;
    private TransferRow? refusing;
    private IDisposable? subscription;
    private string? said;
    private string? problem;
    private bool mayWrite;
    private bool busy;
    private bool unread;

    protected override async Task OnInitializedAsync()
    {
        var actor = await current.GetAsync();
        mayWrite = actor?.MayWriteAnywhere == true;
        await ReadAsync();
        // A region's sums move all day long: only a primary organisation's own news is worth reading the lists anew for.
        if (RendererInfo.IsInteractive && actor?.OwnId is { } own && board.TryRead(own, out var node) && node.Level.IsPrimary())
            subscription = news.Subscribe(own, () => _ = InvokeAsync(ReadAgainAsync));
    }

    private static string Yes(TransferRow row) => row.AskedByGiver ? "Принять" : "Отпустить";

    private Task AcceptAsync(TransferRow row) => ActAsync(() => moves.AcceptAsync(row.Id), $"{row.FullName} теперь на учёте в «{row.To}».");

    private Task WithdrawAsync(TransferRow row) => ActAsync(() => moves.WithdrawAsync(row.Id), $"Запрос отозван: {row.FullName} остаётся там, где на учёте.");

    private Task RefusedAsync()
    {
        var row = refusing!;
        refusing = null;
        return ActAsync(() => Task.CompletedTask, $"Вы отказали: {row.FullName} остаётся в «{row.From}».");
    }

    private async Task ActAsync(Func<Task> act, string done)
    {
        if (busy)
            return;
        (busy, said, problem) = (true, null, null);
        try
        {
            await act();
            said = done;
        }
        catch (RuleBrokenException refused)
        {
            problem = refused.Message;
        }
        catch (Exception e)
        {
            log.LogError(e, "An answer to a request for a transfer failed.");
            problem = Sentences.ServerFault;
        }
        finally
        {
            busy = false;
        }
        await ReadAsync();
    }

    private async Task ReadAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            requests = await list.ReadAsync();
            unread = false;
        }
        catch (Exception e)
        {
            log.LogError(e, "The requests for transfers could not be read.");
            unread = true;
        }
    }

    public void Dispose() => subscription?.Dispose();
}
