using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Eseur.Domain;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Organizations;

public sealed class OrganizationMovesTests : IAsyncLifetime
{
    private TestRegistry registry = null!;
    private OrganizationMoves moves = null!;
    private int region, otherRegion, district, school;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        moves = registry.MovesAs(Actor.System("Проверка"));
        region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация");
        otherRegion = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Краевая организация");
        district = await registry.FoundAsync(OrganizationLevel.Territorial, region, "Районная организация");
        school = await registry.FoundAsync(OrganizationLevel.Primary, district, "ППО СОШ № 1");
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Found_UnderSuperior_HasPathCounterAndHistory()
    {
        var id = await moves.FoundAsync(district, OrganizationLevel.Primary, new OrganizationCore("Детский сад № 7 «Ёлочка»", "ДС № 7", "77", false));

        var found = await ReadAsync(id);
        Assert.Equal(($"/{registry.RootId}/{region}/{district}/{id}/", 1, "ДЕТСКИЙ САД 7 ЕЛОЧКА ДС 7"), (found.Path, found.Version, found.SearchName));
        Assert.NotEqual(0, found.Counter.Missing);
        Assert.Equal("Добавлена в «Районная организация»", (await LastChangeAsync(id)).Act);
    }

    [Fact]
    public async Task Found_RegionNotInList_IsRefused() =>
        await Assert.ThrowsAsync<RuleBrokenException>(() => moves.FoundAsync(district, OrganizationLevel.Primary, new OrganizationCore("Сад", "Сад", "00", false)));

    [Fact]
    public async Task ChangeCore_NewName_IsFoundByItAndRecorded()
    {
        await moves.ChangeCoreAsync(school, 1, new OrganizationCore("ППО лицея № 1", "ППО лицея № 1", "78", true));

        var changed = await ReadAsync(school);
        Assert.Equal(("ППО лицея № 1", "78", true, 2), (changed.ShortName, changed.RegionCode, changed.IsLegalEntity, changed.Version));
        var change = await LastChangeAsync(school);
        Assert.Equal("Переименована", change.Act);
        Assert.Contains(change.Lines, l => l is { Field: "ShortName", Was: "ППО СОШ № 1", Became: "ППО лицея № 1" });
    }

    [Fact]
    public async Task ChangeCore_NameOfSeveralLines_BecomesOne()
    {
        await moves.ChangeCoreAsync(school, 1, new OrganizationCore("Первичная организация\r\n\tшколы № 1\n", "ППО СОШ № 1", "77", false));
        Assert.Equal("Первичная организация школы № 1", (await ReadAsync(school)).FullName);
    }

    [Fact]
    public async Task ChangeCore_ControlCharacterInName_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => moves.ChangeCoreAsync(school, 1, new OrganizationCore("ППО\0СОШ", "ППО", "77", false)));
        Assert.Contains("недопустимый знак", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeCore_ChangedMeanwhile_IsRefusedAndSaysWho()
    {
        await registry.ChangeAsync(school, o => o.Fill(InpoTab.DuesRate, 1m));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => moves.ChangeCoreAsync(school, 1, new OrganizationCore("Иная", "Иная", null, false)));

        Assert.Contains("Проверка", refused.Message, StringComparison.Ordinal);
        Assert.Equal("ППО СОШ № 1", (await ReadAsync(school)).ShortName);
    }

    [Fact]
    public async Task Move_Subtree_RepathsAllOfItAndNothingElse()
    {
        var neighbour = await registry.FoundAsync(OrganizationLevel.Primary, region, "ППО СОШ № 2");

        await moves.MoveAsync(district, 1, otherRegion);

        Assert.Equal($"/{registry.RootId}/{otherRegion}/{district}/", (await ReadAsync(district)).Path);
        Assert.Equal($"/{registry.RootId}/{otherRegion}/{district}/{school}/", (await ReadAsync(school)).Path);
        Assert.Equal($"/{registry.RootId}/{region}/{neighbour}/", (await ReadAsync(neighbour)).Path);
        Assert.Equal("Перемещена из «Областная организация» в «Краевая организация»", (await LastChangeAsync(district)).Act);
    }

    [Fact]
    public async Task Found_ByARegion_LiesInTheRegionsOwnScope()
    {
        var actor = Acting.As("Областной", 1, $"/{registry.RootId}/{region}/");
        var id = await registry.MovesAs(actor).FoundAsync(district, OrganizationLevel.Primary, new OrganizationCore("ППО новой школы", "ППО новой школы", "77", false));

        Assert.Equal($"/{registry.RootId}/{region}/{district}/{id}/", (await ReadAsync(id)).Path);
        await using var own = await registry.OpenAsync();
        own.Actor = actor;
        Assert.True(await own.Organizations.AnyAsync(o => o.Id == id));
    }

    [Fact]
    public async Task Move_ActorOwnsOnlyOneEnd_IsRefusedAndNothingMoves()
    {
        var regional = registry.MovesAs(Acting.As("Областной", 1, $"/{registry.RootId}/{region}/"));

        await Assert.ThrowsAsync<RuleBrokenException>(() => regional.MoveAsync(district, 1, otherRegion));
        await Assert.ThrowsAsync<RuleBrokenException>(() => regional.MergeAsync(region, 1, otherRegion));
        await Assert.ThrowsAsync<RuleBrokenException>(() => regional.CloseAsync(otherRegion, 1));
        await Assert.ThrowsAsync<RuleBrokenException>(() => regional.FoundAsync(otherRegion, OrganizationLevel.Territorial, new OrganizationCore("Иная", "Иная", null, false)));

        Assert.Equal($"/{registry.RootId}/{region}/{district}/", (await ReadAsync(district)).Path);
        await using var context = await registry.OpenAsync();
        Assert.Equal(5, await context.Organizations.CountAsync());
    }

    [Fact]
    public async Task Move_LevelDoesNotFit_IsRefused() =>
        await Assert.ThrowsAsync<RuleBrokenException>(() => moves.MoveAsync(region, 1, otherRegion));

    [Fact]
    public async Task Merge_WithSubordinates_TheyGoToSuccessor()
    {
        var successor = await registry.FoundAsync(OrganizationLevel.Territorial, otherRegion, "Межрайонная организация");
        var university = await registry.FoundAsync(OrganizationLevel.PrimaryAsTerritorial, district, "ППО университета");
        var faculty = await registry.FoundAsync(OrganizationLevel.Primary, university, "ППО факультета");

        await moves.MergeAsync(district, 1, successor);

        var merged = await ReadAsync(district);
        Assert.Equal((OrganizationStatus.Reorganized, successor, 0L), (merged.Status, merged.SuccessorId, merged.Counter.Missing));
        Assert.Equal("Присоединена к «Межрайонная организация»", (await LastChangeAsync(district)).Act);
        Assert.Equal(successor, (await ReadAsync(school)).SuperiorId);
        Assert.Equal($"/{registry.RootId}/{otherRegion}/{successor}/{university}/{faculty}/", (await ReadAsync(faculty)).Path);
        Assert.Equal("Перешла от «Районная организация» к «Межрайонная организация» при объединении", (await LastChangeAsync(university)).Act);
    }

    [Fact]
    public async Task Merge_OtherLevel_IsRefusedAndSubordinatesStay()
    {
        await Assert.ThrowsAsync<RuleBrokenException>(() => moves.MergeAsync(district, 1, otherRegion));
        Assert.Equal(district, (await ReadAsync(school)).SuperiorId);
    }

    [Fact]
    public async Task Close_WithActiveSubordinates_SaysHowManyAndWhatToDo()
    {
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => moves.CloseAsync(district, 1));
        Assert.Contains("1 действующая организация. Сначала переместите или закройте", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_Leaf_LeavesCounters()
    {
        await moves.CloseAsync(school, 1);

        var closed = await ReadAsync(school);
        Assert.Equal((OrganizationStatus.Liquidated, 0L, 0L), (closed.Status, closed.Counter.Applicable, closed.Counter.Missing));
        await moves.CloseAsync(district, 1);
        await Assert.ThrowsAsync<RuleBrokenException>(() => moves.CloseAsync(district, 2));
    }

    private async Task<Organization> ReadAsync(int id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Organizations.AsNoTracking().WithPassport().SingleAsync(o => o.Id == id);
    }

    private async Task<Change> LastChangeAsync(int id)
    {
        await using var context = await registry.OpenAsync();
        return await context.Changes.Include(c => c.Lines).Where(c => c.OrganizationId == id).OrderByDescending(c => c.Id).FirstAsync();
    }
}
