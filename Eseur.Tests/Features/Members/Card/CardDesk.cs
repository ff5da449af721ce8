using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Members.Card;

/// <summary>A registry with one member on record in a school's organisation, and people who open the card.</summary>
internal sealed class CardDesk(TestRegistry registry, int schoolId, int memberId) : IAsyncDisposable
{
    public static readonly DateOnly Joined = new(2020, 9, 1);

    public TestRegistry Registry => registry;

    public int SchoolId => schoolId;

    public int MemberId => memberId;

    public RecordRef Card => RecordRef.Card(memberId);

    public static async Task<CardDesk> OpenAsync(TestRegistry? given = null)
    {
        var registry = given ?? await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), "Петрова", "Анна", "Ивановна", Joined, CardSource.Chairperson);
        context.Add(member);
        // The registry brings a text of its own; these tests choose among two.
        await context.ConsentTexts.ExecuteDeleteAsync();
        context.AddRange(new ConsentText("1", new DateOnly(2019, 1, 1), "Первый текст согласия."), new ConsentText("2", new DateOnly(2024, 1, 1), "Второй текст согласия."));
        await context.SaveChangesAsync();
        await registry.CatchUpAsync();
        return new CardDesk(registry, school, member.Id);
    }

    public MemberCardService Service(string person, string? scope = "/") => new(Database(person, scope), References, History(person), TimeProvider.System);

    public RecordHistory History(string person) => new(Database(person, "/"), References, registry.BoardOf(Actor.System(person)));

    public MemberPhotos Photos(string person, string? scope = "/") => new(Database(person, scope));

    /// <summary>The card as this person's page holds it.</summary>
    public async Task<MemberEditor> EditorAsync(string person, string? scope = "/")
    {
        var editor = new MemberEditor(Service(person, scope), History(person), References, TimeProvider.System, NullLogger<MemberEditor>.Instance);
        await editor.LoadAsync(memberId);
        return editor;
    }

    public async Task<Member> StoredAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == memberId);
    }

    public async Task<int> CountAsync(Measure measure)
    {
        await using var context = await registry.OpenAsync();
        return (await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == schoolId)).Counts[measure.Index];
    }

    public async Task ChangeAsync(Action<Member> change)
    {
        await using var context = await registry.OpenAsync();
        change(await context.Members.WithCard().SingleAsync(m => m.Id == memberId));
        await context.SaveChangesAsync();
    }

    public Task FillAsync(params (Field Field, object? Value)[] values) => ChangeAsync(m =>
    {
        foreach (var (field, value) in values)
            m.Fill(field, value);
    });

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private ReferenceStore References => registry.App.Services.GetRequiredService<ReferenceStore>();

    private RegistryDatabase Database(string person, string? scope) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(Acting.As(person, 1, scope)));
}
