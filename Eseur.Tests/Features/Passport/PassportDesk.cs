using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Passport;

/// <summary>A registry with one school's organisation, and people who open its passport.</summary>
internal sealed class PassportDesk(TestRegistry registry, int schoolId) : IAsyncDisposable
{
    public TestRegistry Registry => registry;

    public int SchoolId => schoolId;

    public static async Task<PassportDesk> OpenAsync()
    {
        var registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        var school = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 1");
        await registry.CatchUpAsync();
        return new PassportDesk(registry, school);
    }

    public PassportService Service(string person) => new(Database(person), References, History(person), TimeProvider.System);

    public RecordHistory History(string person) => new(Database(person), References, registry.BoardOf(Actor.System(person)));

    /// <summary>The passport as this person's page holds it.</summary>
    public async Task<PassportEditor> EditorAsync(string person, int? organizationId = null)
    {
        var editor = new PassportEditor(Service(person), History(person), TimeProvider.System, NullLogger<PassportEditor>.Instance);
        await editor.LoadAsync(organizationId ?? schoolId);
        return editor;
    }

    public async Task<Organization> StoredAsync()
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.AsNoTracking().WithPassport().SingleAsync(o => o.Id == schoolId);
    }

    public static FieldEdits Typed(PassportEditor editor, RowSnapshot? row, params (string Key, string Text)[] texts)
    {
        var edits = new FieldEdits();
        edits.Read(row?.Texts ?? new Dictionary<string, string>(), editor.Now!.Version);
        foreach (var (key, text) in texts)
            edits.Set(Catalogue.Passport.Field(key)!, text);
        return edits;
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private ReferenceStore References => registry.App.Services.GetRequiredService<ReferenceStore>();

    private RegistryDatabase Database(string person) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(Acting.As(person, 1, "/")));
}
