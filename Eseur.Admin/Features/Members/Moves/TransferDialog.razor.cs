using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>Asks where a member goes, and says beforehand whether it happens at once or has to be answered.</summary>
public sealed partial class TransferDialog
{
    private Candidates primaries = new([.. Enum.GetValues<OrganizationLevel>().Where(l => l.IsPrimary())]);
    private Actor? actor;
    private OrganizationHit? picked;
    private TransferWay way = TransferWay.AtOnce;
    private string on = "";
    private string? error;
    private bool saving;

    [Inject]
    private MemberMoves Moves { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<TransferDialog> Log { get; set; } = default!;

    [Parameter]
    public int MemberId { get; set; }

    [Parameter, EditorRequired]
    public string FullName { get; set; } = "";

    /// <summary>Where the person is on record.</summary>
    [Parameter]
    public int OrganizationId { get; set; }

    /// <summary>The card's version that the person saw.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>What to do with the answers in place of moving the one member: a selection is many, and moves at once or not at all.</summary>
    [Parameter]
    public Func<int, DateOnly, Task>? Instead { get; set; }

    [Parameter]
    public EventCallback Done { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    private string What => way switch
    {
        TransferWay.AtOnce => "Перевод произойдёт сразу.",
        TransferWay.GiverAsks => $"Запрос получит {picked!.Name}. До ответа человек остаётся на учёте у вас.",
        TransferWay.ReceiverAsks => $"Запрос получит {NameOf(OrganizationId)}. До ответа человек остаётся на учёте там.",
        _ => "Ни одна из этих двух организаций не в вашем ведении. Выберите свою организацию или попросите перевести общую вышестоящую.",
    };

    protected override async Task OnInitializedAsync()
    {
        on = RecordTab.OnRecordSince.Kind.Format(Clock.MoscowToday());
        actor = await Current.GetAsync();
        primaries = primaries with { ByInn = MayOffer };
        // A chairperson who looks at somebody else's member wants the person for the own organisation.
        if (Board.OwnPrimary(actor) is { } own && own.Id != OrganizationId)
            picked = new OrganizationHit(own.Id, own.Name, own.Level, own.RegionCode);
        Weigh();
    }

    /// <summary>A member of one's own may be offered to any organisation; a selection moves at once or not at all.</summary>
    private bool MayOffer => Instead is null && Board.SubtreePath(OrganizationId) is { } from && actor?.MayWrite(from) == true;

    private string NameOf(int id) => Board.TryRead(id, out var node) ? node.Name : "";

    private void Weigh()
    {
        error = null;
        if (picked is not null)
            way = WayTo(Board.SubtreePath(picked.Id) ?? "");
    }

    private TransferWay WayTo(string path) =>
        Instead is null ? TransferWays.Of(actor, Board.SubtreePath(OrganizationId) ?? "", path) : actor?.MayWrite(path) == true ? TransferWay.AtOnce : TransferWay.NotYours;

    private async Task SaveAsync()
    {
        if (saving || picked is null)
            return;
        var day = RecordTab.OnRecordSince.Parse(on, References.Book);
        error = way != TransferWay.AtOnce ? null : day.Error ?? (day.Value is null ? "Укажите день перевода." : null);
        if (error is not null)
            return;
        saving = true;
        try
        {
            await (Instead is not null ? Instead(picked.Id, (DateOnly)day.Value!) : way == TransferWay.AtOnce ? Moves.TransferAsync(MemberId, Version, picked.Id, (DateOnly)day.Value!) : Moves.RequestTransferAsync(MemberId, picked.Id, inn: picked.Inn));
            await Done.InvokeAsync();
        }
        catch (RuleBrokenException refused)
        {
            error = refused.Message;
        }
        catch (Exception e)
        {
            Log.LogError(e, "A transfer of card {Member} failed.", MemberId);
            error = Sentences.ServerFault;
        }
        finally
        {
            saving = false;
        }
    }
}
