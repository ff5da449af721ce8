using Eseur.Admin.Data;
using Eseur.Admin.Features.References;
using Eseur.Domain;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.References;

public sealed class ReferenceEditsTests : IAsyncLifetime
{
    private TestRegistry registry = null!;

    public async Task InitializeAsync() => registry = await TestRegistry.StartAsync();

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Add_NewLine_IsOfferedAtOnceAndStored()
    {
        await Edits($"/{registry.RootId}/").AddAsync(ReferenceLists.EventKind, " Слёт ", null);

        Assert.Equal("Слёт", Book.Items(ReferenceLists.EventKind)[^1].Label);
        await using var context = await registry.OpenAsync();
        Assert.True(await context.ReferenceItems.AnyAsync(i => i.List == ReferenceLists.EventKind && i.Label == "Слёт"));
    }

    [Fact]
    public async Task RenameAndRetire_Line_KeepItsCode()
    {
        var edits = Edits($"/{registry.RootId}/");
        await edits.RenameAsync(ReferenceLists.EventKind, "sport", "Спартакиада");
        await edits.RetireAsync(ReferenceLists.EventKind, "sport", true);

        var item = Book.Find(ReferenceLists.EventKind, "sport")!;
        Assert.Equal(("Спартакиада", true), (item.Label, item.Retired));
    }

    [Theory]
    [InlineData(ReferenceLists.EventKind, "акция")]
    [InlineData(ReferenceLists.EventKind, "  ")]
    [InlineData(ReferenceLists.Region, "Новая область")]
    [InlineData("no-such-list", "Строка")]
    public async Task Add_NotFitting_IsRefusedAndNothingIsAdded(string list, string label)
    {
        var before = Book.Items(list).Count;
        await Assert.ThrowsAsync<RuleBrokenException>(() => Edits($"/{registry.RootId}/").AddAsync(list, label, null));
        Assert.Equal(before, Book.Items(list).Count);
    }

    [Fact]
    public async Task Edit_ByRegion_IsRefused()
    {
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Область");
        await Assert.ThrowsAsync<RuleBrokenException>(() => Edits($"/{registry.RootId}/{region}/").RenameAsync(ReferenceLists.EventKind, "sport", "Иное"));
        await Assert.ThrowsAsync<RuleBrokenException>(() => Edits(null).RetireAsync(ReferenceLists.EventKind, "sport", true));
    }

    private ReferenceStore Store => registry.App.Services.GetRequiredService<ReferenceStore>();

    private ReferenceBook Book => Store.Book;

    private ReferenceEdits Edits(string? writePath)
    {
        var actor = new FixedActor(Acting.As("Проверка", 1, writePath));
        return new ReferenceEdits(new RegistryDatabase(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), actor), Store);
    }
}
