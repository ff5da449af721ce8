using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.PutOnRecord;
using Eseur.Admin.Live;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Members;

/// <summary>A registry with two schools of one region and one of another, and people who put on record there.</summary>
internal sealed class RecordDesk(TestRegistry registry) : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2026, 9, 1);

    public TestRegistry Registry => registry;

    public int Region { get; private set; }

    public int School { get; private set; }

    public int Neighbour { get; private set; }

    public int FarAway { get; private set; }

    public static async Task<RecordDesk> OpenAsync()
    {
        var desk = new RecordDesk(await TestRegistry.StartAsync());
        var region = desk.Region = await desk.Registry.FoundAsync(OrganizationLevel.Regional, desk.Registry.RootId, "Тверская областная организация");
        var other = await desk.Registry.FoundAsync(OrganizationLevel.Regional, desk.Registry.RootId, "Томская областная организация");
        desk.School = await desk.Registry.FoundAsync(OrganizationLevel.Primary, region, "ППО школы № 1");
        desk.Neighbour = await desk.Registry.FoundAsync(OrganizationLevel.Primary, region, "ППО школы № 2");
        desk.FarAway = await desk.Registry.FoundAsync(OrganizationLevel.Primary, other, "ППО гимназии № 3");
        await desk.Registry.CatchUpAsync();
        return desk;
    }

    public async Task<int> KnownAsync(int organization, string surname, string name, string? patronymic, Action<Member>? also = null)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == organization), surname, name, patronymic, Day, CardSource.Import);
        also?.Invoke(member);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    public DuplicateSearch Search(Actor? actor = null) => new(Database(actor), Board);

    public NewMemberService Service(Actor? actor = null) => new(Database(actor), Search(actor), registry.App.Services.GetRequiredService<ReferenceStore>(), TimeProvider.System);

    public MemberMoves Moves(Actor? actor = null) => new(Database(actor), Search(actor), registry.App.Services.GetRequiredService<ReferenceStore>(), TimeProvider.System);

    public async Task<NewMemberEditor> EditorAsync(Actor? actor = null, int? organization = null)
    {
        var editor = new NewMemberEditor(Service(actor), Search(actor), Moves(actor), registry.BoardOf(actor ?? Actor.System("Проверка")), new FixedActor(actor ?? Actor.System("Проверка")), TimeProvider.System, NullLogger<NewMemberEditor>.Instance);
        await editor.OpenAsync(organization ?? School);
        return editor;
    }

    public Actor ChairOf(int organization, string name = "Громова Ольга Петровна") => Acting.As(name, null, Board.SubtreePath(organization));

    public static NewMember Typed(int organization, params (Field Field, string Text)[] texts) =>
        new(organization, texts.ToDictionary(t => t.Field.Key, t => t.Text), Consents: false, new HashSet<int>());

    public async Task<Member> StoredAsync(int id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == id);
    }

    public async Task<int> CountAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Members.CountAsync();
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private CompletenessBoard Board => registry.Board;

    private RegistryDatabase Database(Actor? actor) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(actor ?? Actor.System("Проверка")));
}
