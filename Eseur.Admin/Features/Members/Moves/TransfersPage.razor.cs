using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Eseur.Domain;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>Requests for transfers: those to answer, those that were asked, and what was answered lately.</summary>
public sealed partial class TransfersPage(TransferList list, MemberMoves moves, ICurrentActor current, BoardNews news) : IDisposable
{
    private TransferBoard? board;
    private TransferRow? refusing;
    private IDisposable? subscription;
    private string? said;
    private string? problem;
    private bool mayWrite;
    private bool busy;

    protected override async Task OnInitializedAsync()
    {
        var actor = await current.GetAsync();
        mayWrite = actor?.WritePath is not null;
        board = await list.ReadAsync();
        if (RendererInfo.IsInteractive && actor?.OwnId() is { } own)
            subscription = news.Subscribe(own, () => _ = InvokeAsync(ReadAgainAsync));
    }

    private static string Yes(TransferRow row) => row.AskedByGiver ? "Принять" : "Отпустить";

    private Task AcceptAsync(TransferRow row) => ActAsync(() => moves.AcceptAsync(row.Id), $"{row.FullName} теперь на учёте в «{row.To}».");

    private Task WithdrawAsync(TransferRow row) => ActAsync(() => moves.WithdrawAsync(row.Id), $"Запрос отозван: {row.FullName} остаётся в «{row.From}».");

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
        finally
        {
            busy = false;
        }
        board = await list.ReadAsync();
    }

    private async Task ReadAgainAsync()
    {
        board = await list.ReadAsync();
        StateHasChanged();
    }

    public void Dispose() => subscription?.Dispose();
}
