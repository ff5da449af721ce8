using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Passport;

public sealed class PassportSavingTests
{
    private const string Anna = "Анна";
    private const string Boris = "Борис";

    [Fact]
    public async Task Save_ValidTexts_StoresValuesAndClosesGaps()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        var missing = page.Now!.Missing.Count;
        page.Set(InpoTab.DuesRate, "1,5 %");
        page.Set(InstitutionTab.HeadName, " Петров   Иван ");

        Assert.True(await page.SaveAsync());

        var stored = await desk.StoredAsync();
        Assert.Equal((1.5m, "Петров Иван"), (stored.DuesRate!.Value, stored.HeadName));
        Assert.Equal((0, missing - 2, null), (page.Unsaved, page.Now.Missing.Count, page.Problem));
        Assert.NotNull(page.SavedAt);
    }

    [Fact]
    public async Task Save_OneInvalid_SavesNothingAndKeepsAllThatWasTyped()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        page.Set(InpoTab.DuesRate, "1");
        page.Set(InstitutionTab.Inn, "7707083894");

        Assert.False(await page.SaveAsync());

        Assert.Null((await desk.StoredAsync()).DuesRate);
        Assert.Equal(("1", "7707083894", 2), (page.Own.Text(InpoTab.DuesRate), page.Own.Text(InstitutionTab.Inn), page.Unsaved));
        Assert.Contains("контрольная цифра", page.Own.Error(InstitutionTab.Inn), StringComparison.Ordinal);
        Assert.Contains("1 поле", page.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_OnlyOneField_LeavesTheOthersTyped()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        page.Set(InpoTab.DuesRate, "1");
        page.Set(InstitutionTab.Inn, "77");

        Assert.True(await page.SaveAsync(InpoTab.DuesRate));

        Assert.Equal((1m, 1), ((await desk.StoredAsync()).DuesRate!.Value, page.Unsaved));
        Assert.Equal("77", page.Own.Text(InstitutionTab.Inn));
    }

    [Fact]
    public async Task Save_EmptiedField_IsNotFilledAgain()
    {
        await using var desk = await PassportDesk.OpenAsync();
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Fill(InpoTab.DuesRate, 1m));
        var page = await desk.EditorAsync(Anna);
        page.Set(InpoTab.DuesRate, " ");
        Assert.True(await page.SaveAsync());
        Assert.Null((await desk.StoredAsync()).DuesRate);
        Assert.True(page.Now!.IsMissing("dues"));
    }

    [Fact]
    public async Task Save_AnotherChangedOtherFields_BothStayAndItIsTold()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var anna = await desk.EditorAsync(Anna);
        var boris = await desk.EditorAsync(Boris);
        boris.Set(InstitutionTab.Inn, "7707083893");
        Assert.True(await boris.SaveAsync());
        anna.Set(InpoTab.DuesRate, "1");

        Assert.True(await anna.SaveAsync());

        var stored = await desk.StoredAsync();
        Assert.Equal((1m, "7707083893"), (stored.DuesRate!.Value, stored.InstitutionInn));
        var other = Assert.Single(anna.Others);
        Assert.Equal((Boris, "ИНН"), (other.Actor, Assert.Single(other.Lines).Label));
        Assert.Equal("7707083893", anna.Own.Text(InstitutionTab.Inn));
    }

    [Theory]
    [InlineData(true, "2")]
    [InlineData(false, "1,5")]
    public async Task Save_BothChangedOneField_AsksAndKeepsWhatWasChosen(bool keepMine, string expected)
    {
        await using var desk = await PassportDesk.OpenAsync();
        var anna = await desk.EditorAsync(Anna);
        var boris = await desk.EditorAsync(Boris);
        boris.Set(InpoTab.DuesRate, "1,5");
        Assert.True(await boris.SaveAsync());
        anna.Set(InpoTab.DuesRate, "2");
        anna.Set(InstitutionTab.HeadPosition, "Директор");

        Assert.False(await anna.SaveAsync());

        var conflict = Assert.Single(anna.Conflicts);
        Assert.Equal(("1,5", "2", Boris), (conflict.Theirs, conflict.Mine, conflict.First!.Actor));
        Assert.Equal(("2", "Директор"), (anna.Own.Text(InpoTab.DuesRate), anna.Own.Text(InstitutionTab.HeadPosition)));
        Assert.Null((await desk.StoredAsync()).HeadPosition);

        Assert.True(await anna.SettleAsync(new Dictionary<FieldConflict, bool> { [conflict] = keepMine }));

        var stored = await desk.StoredAsync();
        Assert.Equal((expected, "Директор"), (InpoTab.DuesRate.Text(stored), stored.HeadPosition));
        Assert.Equal(0, anna.Unsaved);
    }

    [Fact]
    public async Task Save_BothTypedTheSame_IsNoConflict()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var anna = await desk.EditorAsync(Anna);
        var boris = await desk.EditorAsync(Boris);
        boris.Set(InpoTab.DuesRate, "1");
        Assert.True(await boris.SaveAsync());
        anna.Set(InpoTab.DuesRate, "1,0");
        Assert.True(await anna.SaveAsync());
        Assert.Empty(anna.Conflicts);
    }

    [Fact]
    public async Task Settle_ChangedOnceMoreMeanwhile_AsksAgain()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var anna = await desk.EditorAsync(Anna);
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Fill(InpoTab.DuesRate, 1m));
        anna.Set(InpoTab.DuesRate, "2");
        Assert.False(await anna.SaveAsync());
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Fill(InpoTab.DuesRate, 3m));

        Assert.False(await anna.SettleAsync(new Dictionary<FieldConflict, bool> { [anna.Conflicts[0]] = true }));

        Assert.Equal("3", Assert.Single(anna.Conflicts).Theirs);
        Assert.Equal(3m, (await desk.StoredAsync()).DuesRate);
    }

    [Fact]
    public async Task Refresh_AnotherSaved_UntouchedFieldsFollowAndTypedStay()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var anna = await desk.EditorAsync(Anna);
        anna.Set(InpoTab.DuesRate, "2");
        var boris = await desk.EditorAsync(Boris);
        boris.Set(InpoTab.DuesRate, "1");
        boris.Set(InstitutionTab.HeadPosition, "Директор");
        Assert.True(await boris.SaveAsync());

        Assert.True(await anna.RefreshAsync());

        Assert.Equal(("2", "Директор"), (anna.Own.Text(InpoTab.DuesRate), anna.Own.Text(InstitutionTab.HeadPosition)));
        Assert.Equal(Boris, Assert.Single(anna.Others).Actor);
        // Having seen the news is not having chosen: the save still asks.
        Assert.False(await anna.SaveAsync());
        Assert.Equal("1", Assert.Single(anna.Conflicts).Theirs);
    }

    [Fact]
    public async Task Save_ManyAtOnce_AllArrive()
    {
        await using var desk = await PassportDesk.OpenAsync();
        (Eseur.Domain.Fields.Field Field, string Text)[] typed =
            [(InpoTab.DuesRate, "1"), (InpoTab.IsSmall, "Да"), (InpoTab.HasProfkom, "Нет"), (InstitutionTab.HeadPosition, "Ректор"), (InstitutionTab.Workers, "120")];
        var pages = await Task.WhenAll(typed.Select((_, i) => desk.EditorAsync($"Человек {i}")));
        for (var i = 0; i < typed.Length; i++)
            pages[i].Set(typed[i].Field, typed[i].Text);

        Assert.All(await Task.WhenAll(pages.Select(p => p.SaveAsync())), Assert.True);

        var stored = await desk.StoredAsync();
        Assert.All(typed, t => Assert.Equal(t.Text, t.Field.Text(stored)));
    }

    [Fact]
    public async Task Save_OrganizationClosedMeanwhile_SaysSoAndKeepsTyped()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        page.Set(InpoTab.DuesRate, "1");
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Close(new DateOnly(2026, 11, 21)));

        Assert.False(await page.SaveAsync());

        Assert.Contains("ликвидирована", page.Problem, StringComparison.Ordinal);
        Assert.Equal("1", page.Own.Text(InpoTab.DuesRate));
    }

    [Fact]
    public async Task Save_OutsideOwnSubtree_IsRefusedAndKeptOnThePage()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var services = desk.Registry.App.Services;
        var database = new RegistryDatabase(services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(Acting.As("Чужой", 9, null)));
        var service = new PassportService(database, services.GetRequiredService<ReferenceStore>(), desk.History(Anna), TimeProvider.System);
        Assert.False((await service.LoadAsync(desk.SchoolId))!.MayWrite);
        await Assert.ThrowsAsync<Eseur.Domain.RuleBrokenException>(() => service.SaveAsync(new PassportDraft(desk.SchoolId, 1, new Dictionary<string, FieldEdit> { ["dues"] = new("", "1", 1) })));
        Assert.Null((await desk.StoredAsync()).DuesRate);
    }

    [Fact]
    public async Task Exempt_WithReason_LeavesTheDenominatorAndComesBack()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        var gap = Catalogue.Passport.Gap("small")!;

        Assert.True(await page.ExemptAsync(gap, "Объединяет весь район"));
        Assert.False(page.Now!.IsMissing("small"));
        Assert.Equal(0, page.Now.Bits.Applicable & gap.Mask);
        Assert.Equal(("Объединяет весь район", Anna), (page.Now.Exemptions["small"].Reason, page.Now.Exemptions["small"].By));

        Assert.True(await page.EndExemptionAsync(gap));
        Assert.True(page.Now.IsMissing("small"));
    }

    [Fact]
    public async Task Confirm_ByAPerson_KeepsWhoAndWhen()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        Assert.True(await page.ConfirmAsync());
        Assert.Equal(Anna, (await desk.StoredAsync()).ConfirmedBy);
        Assert.NotNull(page.Now!.ConfirmedAt);
    }
}
