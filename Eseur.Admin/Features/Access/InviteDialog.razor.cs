using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Admin.Shared;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Features.Access;

public sealed partial class InviteDialog
{
    private readonly FieldEdits edits = new();
    private Actor? actor;
    private OrganizationHit? picked;
    private IReadOnlyList<RegistryRole> givable = [];
    private RegistryRole? role;
    private DateOnly? lastDay;
    private PersonAccess? found;
    private string? error;
    private bool saving;

    [Inject]
    private AccessActs Acts { get; set; } = default!;

    [Inject]
    private OrganizationSearch Organizations { get; set; } = default!;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Inject]
    private VisibleBoard Board { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private ILogger<InviteDialog> Log { get; set; } = default!;

    /// <summary>Who gets one more role; null to invite somebody.</summary>
    [Parameter]
    public PersonAccess? Person { get; set; }

    /// <summary>The organisation to begin with.</summary>
    [Parameter]
    public int? Under { get; set; }

    /// <summary>Told what was done, in a sentence.</summary>
    [Parameter]
    public EventCallback<string> Done { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    protected override async Task OnInitializedAsync()
    {
        actor = await Current.GetAsync();
        edits.Read(new Dictionary<string, string>(), 0);
        if (Under is { } id && Board.TryRead(id, out var node) && actor is not null && Board.SubtreePath(id) is { } path && actor.Scope.May(Powers.Give, path))
            Pick(new OrganizationHit(id, node.Name, node.Level, null));
    }

    private void Pick(OrganizationHit? hit)
    {
        picked = hit;
        var path = hit is null ? null : Board.SubtreePath(hit.Id);
        givable = path is null || actor is null ? [] : actor.Scope.Givable(path);
        if (role is { } chosen && !givable.Contains(chosen))
            role = null;
        lastDay = path is null || actor is null || givable.Any(r => actor.Scope.LastDayToGive(r, path) is null) ? null : givable.Max(r => actor.Scope.LastDayToGive(r, path));
    }

    private void Typed(Field field, string text)
    {
        edits.Set(field, text);
        error = null;
        // Another address is another person.
        if (field == Invitee.EmailField)
            found = null;
    }

    private async Task SaveAsync()
    {
        if (saving || Read() is not { } invitee)
            return;
        saving = true;
        try
        {
            if (Person is null && found is null && await Acts.KnownAsync(invitee.Email) is { } known)
            {
                found = known;
                return;
            }
            if (Person is { } person)
                await Acts.GiveAsync(person.UserId, invitee.Role, invitee.OrganizationId, invitee.Until);
            else
                await Acts.InviteAsync(invitee);
            await Done.InvokeAsync(Person is null && found is null ? $"Приглашение отправлено на {invitee.Email}." : $"Доступ дан: {(Person ?? found)!.Name}, {invitee.Role.Label()}.");
        }
        catch (RuleBrokenException refused)
        {
            error = refused.Message;
        }
        catch (Exception e)
        {
            Log.LogError(e, "Giving access failed.");
            error = Sentences.ServerFault;
        }
        finally
        {
            saving = false;
        }
    }

    /// <summary>Null when something is missing or wrong; the form then says what.</summary>
    private Invitee? Read()
    {
        error = null;
        var asked = Person is null && found is null ? new[] { Invitee.EmailField, Invitee.NameField, Invitee.UntilField } : Person is null ? [Invitee.EmailField, Invitee.UntilField] : [Invitee.UntilField];
        var parsed = asked.ToDictionary(f => f, f => f.Parse(edits.Text(f), References.Book));
        edits.Blame(parsed.Where(p => p.Value.Error is not null).ToDictionary(p => p.Key.Key, p => p.Value.Error!, StringComparer.Ordinal));
        if (parsed.Values.Any(p => p.Error is not null))
            return null;
        error = picked is null ? "Выберите организацию из списка: наберите часть названия." : role is null ? "Выберите роль." : null;
        return error is not null ? null : new Invitee
        {
            Email = parsed.GetValueOrDefault(Invitee.EmailField).Value as string ?? "", Name = parsed.GetValueOrDefault(Invitee.NameField).Value as string ?? "",
            Until = parsed[Invitee.UntilField].Value as DateOnly?, Role = role!.Value, OrganizationId = picked!.Id,
        };
    }
}
