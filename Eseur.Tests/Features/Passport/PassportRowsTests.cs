using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Passport;

public sealed class PassportRowsTests
{
    private const string Anna = "Анна";
    private const string Boris = "Борис";
    private static readonly RowSet People = ActivistsTab.Activists;

    [Fact]
    public async Task SaveRow_New_AddsItAndClosesTheGap()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);

        var result = await page.SaveRowAsync(People, null, PassportDesk.Typed(page, null, ("activist-name", "Ли Ян"), ("activist-role", "deputy")));

        Assert.True(result!.IsSaved);
        var row = Assert.Single((await desk.StoredAsync()).Activists);
        Assert.Equal(("Ли Ян", "deputy"), (row.Name, row.Role));
        Assert.False(page.Now!.IsMissing("activists"));
        Assert.Equal(row.Id, Assert.Single(page.Now.Rows["activists"]).Id);
    }

    [Fact]
    public async Task SaveRow_NewWithoutRequired_SaysWhichField()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        var result = await page.SaveRowAsync(People, null, PassportDesk.Typed(page, null, ("activist-role", "deputy")));
        Assert.False(result!.IsSaved);
        Assert.Equal("Заполните поле «Фамилия, имя, отчество».", result.Errors["activist-name"]);
        Assert.Empty((await desk.StoredAsync()).Activists);
    }

    [Fact]
    public async Task SaveRow_EndsBeforeItBegins_SaysSoAtTheField()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var (page, row) = await WithPersonAsync(desk);
        var result = await page.SaveRowAsync(People, row.Id, PassportDesk.Typed(page, row, ("activist-since", "02.02.2024"), ("activist-until", "01.01.2024")));
        Assert.Equal("Конец не может быть раньше начала.", result!.Errors["activist-until"]);
        Assert.Null((await desk.StoredAsync()).Activists[0].Since);
    }

    [Fact]
    public async Task SaveRow_TwoChangedOneLine_OtherFieldsMergeAndTheSameAsks()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var (anna, row) = await WithPersonAsync(desk);
        var boris = await desk.EditorAsync(Boris);
        await boris.SaveRowAsync(People, row.Id, PassportDesk.Typed(boris, row, ("activist-role", "secretary"), ("activist-commission", "Жилищная")));

        var edits = PassportDesk.Typed(anna, row, ("activist-role", "deputy"));
        var merged = await anna.SaveRowAsync(People, row.Id, PassportDesk.Typed(anna, row, ("activist-since", "01.02.2024")));
        Assert.True(merged!.IsSaved);
        Assert.Equal(Boris, Assert.Single(merged.Others).Actor);

        var asked = await anna.SaveRowAsync(People, row.Id, edits);
        var conflict = Assert.Single(asked!.Conflicts);
        Assert.Equal(("secretary", "deputy", Boris), (conflict.Theirs, conflict.Mine, conflict.First!.Actor));

        edits.Settle(conflict, keepMine: true);
        Assert.True((await anna.SaveRowAsync(People, row.Id, edits))!.IsSaved);
        var stored = Assert.Single((await desk.StoredAsync()).Activists);
        Assert.Equal(("deputy", "Жилищная", new DateOnly(2024, 2, 1)), (stored.Role, stored.Commission, stored.Since!.Value));
    }

    [Fact]
    public async Task SaveRow_DeletedMeanwhile_SaysByWhomAndLosesNothing()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var (anna, row) = await WithPersonAsync(desk);
        var boris = await desk.EditorAsync(Boris);
        Assert.True((await boris.DeleteRowAsync(People, row))!.IsSaved);
        var edits = PassportDesk.Typed(anna, row, ("activist-role", "deputy"));

        var result = await anna.SaveRowAsync(People, row.Id, edits);

        Assert.False(result!.IsSaved);
        Assert.Equal(Boris, result.Gone!.Actor);
        Assert.Equal("deputy", edits.Text(ActivistsTab.Role));
    }

    [Fact]
    public async Task DeleteRow_ChangedMeanwhile_ShowsTheChangeBeforeDeleting()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var (anna, row) = await WithPersonAsync(desk);
        var boris = await desk.EditorAsync(Boris);
        await boris.SaveRowAsync(People, row.Id, PassportDesk.Typed(boris, row, ("activist-role", "secretary")));

        var asked = await anna.DeleteRowAsync(People, row);

        Assert.False(asked!.IsSaved);
        Assert.Equal(("secretary", Boris), (asked.Conflicts[0].Theirs, asked.Conflicts[0].First!.Actor));
        Assert.Single((await desk.StoredAsync()).Activists);
        Assert.True((await anna.DeleteRowAsync(People, asked.Now.Rows["activists"][0]))!.IsSaved);
        Assert.Empty((await desk.StoredAsync()).Activists);
    }

    [Fact]
    public async Task SaveRow_ChairpersonsOwnCard_MustBeThereAndOnRecord()
    {
        await using var desk = await PassportDesk.OpenAsync();
        int card;
        await using (var context = await desk.Registry.OpenAsync())
        {
            var member = Eseur.Domain.Members.Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == desk.SchoolId), "Ли", "Ян", null, new DateOnly(2020, 1, 1), Eseur.Domain.Members.CardSource.Chairperson);
            context.Add(member);
            await context.SaveChangesAsync();
            card = member.Id;
        }
        var page = await desk.EditorAsync(Anna);

        var unknown = await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Ли Ян"), ("chair-member", "999999")));
        Assert.Equal("Карточки № 999999 в реестре нет. Проверьте номер.", unknown!.Errors["chair-member"]);
        var known = await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Ли Ян"), ("chair-member", $"№ {card}")));
        Assert.True(known!.IsSaved);
        Assert.Equal((card, "Ли Ян"), ((await desk.StoredAsync()).CurrentChairperson!.MemberId!.Value, page.Now!.CardNames[card]));

        await using (var context = await desk.Registry.OpenAsync())
        {
            (await context.Members.WithCard().SingleAsync(m => m.Id == card)).TakeOff("own-wish", new DateOnly(2026, 1, 1));
            await context.SaveChangesAsync();
        }
        // Who left later stays named: only a newly typed number is checked.
        Assert.True((await page.SaveRowAsync(ChairpersonTab.Chairpersons, page.Now.Chairperson!.Id, PassportDesk.Typed(page, page.Now.Chairperson, ("chair-full-time", "Да"))))!.IsSaved);
        var left = await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Ли Ян"), ("chair-member", $"{card}")));
        Assert.Contains("снят с учёта 01.01.2026", left!.Errors["chair-member"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveRow_NewChairperson_EndsTheFormersOffice()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Иванова Мария"), ("chair-elected", "01.02.2020")));
        await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Петров Иван"), ("chair-elected", "05.06.2026")));
        Assert.Equal("Петров Иван", page.Now!.Chairperson!.Name);
        Assert.Equal("05.06.2026", page.Now.Rows["chairperson"].Single(r => r.Name == "Иванова Мария").Texts["chair-left"]);
    }

    [Fact]
    public async Task Save_GapOfTheChairperson_GoesOntoTheirCard()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await page.SaveRowAsync(ChairpersonTab.Chairpersons, null, PassportDesk.Typed(page, null, ("chair-name", "Иванова Мария")));
        Assert.True(page.Now!.IsMissing("chair-email"));
        page.Set(ChairpersonTab.Email, "Ivanova@school.ru");

        Assert.True(await page.SaveAsync(ChairpersonTab.Email));

        Assert.Equal("ivanova@school.ru", (await desk.StoredAsync()).CurrentChairperson!.Email);
        Assert.False(page.Now.IsMissing("chair-email"));
    }

    [Fact]
    public async Task History_FieldAndRow_TellsWhoWhatWasAndBecame()
    {
        await using var desk = await PassportDesk.OpenAsync();
        var (anna, row) = await WithPersonAsync(desk);
        await anna.SaveRowAsync(People, row.Id, PassportDesk.Typed(anna, row, ("activist-role", "deputy")));
        anna.Set(InpoTab.DuesRate, "1");
        Assert.True(await anna.SaveAsync());

        var all = await desk.History(Boris).ReadAsync(RecordRef.Passport(desk.SchoolId), null, null, null, 10);
        Assert.Equal(["Изменён паспорт", "Профактив: изменено", "Профактив: добавлено"], all.Take(3).Select(c => c.Act));
        var role = Assert.Single(await desk.History(Boris).ReadAsync(RecordRef.Passport(desk.SchoolId), "activist-role", row.Id, null, 10));
        var line = Assert.Single(role.Lines);
        Assert.Equal((Anna, "Роль", "Ли Ян", null, "Заместитель председателя"), (role.Actor, line.Label, line.Row, line.Was, line.Became));
        Assert.Equal(all.Skip(1).Take(1).Select(c => c.Version), (await desk.History(Boris).ReadAsync(RecordRef.Passport(desk.SchoolId), null, null, all[0].Version, 1)).Select(c => c.Version));
    }

    private static async Task<(PassportEditor Page, RowSnapshot Row)> WithPersonAsync(PassportDesk desk)
    {
        var page = await desk.EditorAsync(Anna);
        await page.SaveRowAsync(People, null, PassportDesk.Typed(page, null, ("activist-name", "Ли Ян")));
        return (page, page.Now!.Rows["activists"][0]);
    }
}
