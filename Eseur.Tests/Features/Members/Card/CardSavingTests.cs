using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Eseur.Tests.Features.Members.Card;

public sealed class CardSavingTests
{
    private const string Anna = "Анна";
    private const string Boris = "Борис";
    private static readonly Gap CourseGap = Catalogue.Card.Gap(WorkTab.Course.Key)!;

    [Fact]
    public async Task Save_ValidTexts_ClosesGapsAndTheCountersFall()
    {
        await using var desk = await CardDesk.OpenAsync();
        var lacksSex = Measures.Of(Catalogue.Card.Gap(PersonTab.Sex.Key)!);
        var page = await desk.EditorAsync(Anna);
        var missing = page.Now!.Missing.Count;
        Assert.Equal(1, await desk.CountAsync(lacksSex));
        page.Set(PersonTab.Sex, "Женский");
        page.Set(ContactsTab.Phone, "8 912 345-67-89");

        Assert.True(await page.SaveAsync());

        var stored = await desk.StoredAsync();
        Assert.Equal((Sex.Woman, "+79123456789"), (stored.Sex!.Value, stored.Phone));
        Assert.Equal((0, missing - 2, null), (page.Unsaved, page.Now.Missing.Count, page.Problem));
        Assert.Equal(0, await desk.CountAsync(lacksSex));
        var change = Assert.Single(await desk.History(Boris).ReadAsync(desk.Card, PersonTab.Sex.Key, null, null, 10));
        Assert.Equal((Anna, "Изменена карточка", "Женский"), (change.Actor, change.Act, Assert.Single(change.Lines).Became));
    }

    [Fact]
    public async Task Save_OneInvalid_SavesNothingAndKeepsAllThatWasTyped()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        page.Set(PersonTab.Surname, "");
        page.Set(ContactsTab.Email, "a@school.example");

        Assert.False(await page.SaveAsync());

        Assert.Null((await desk.StoredAsync()).Email);
        Assert.Equal(("a@school.example", 2), (page.Own.Text(ContactsTab.Email), page.Unsaved));
        Assert.Equal("Заполните поле «Фамилия».", page.Own.Error(PersonTab.Surname));
    }

    [Fact]
    public async Task Save_OthersChangedOtherFields_BothStayAndTheOthersAreTold()
    {
        await using var desk = await CardDesk.OpenAsync();
        var (anna, boris) = (await desk.EditorAsync(Anna), await desk.EditorAsync(Boris));
        boris.Set(ContactsTab.Phone, "8 912 345-67-89");
        Assert.True(await boris.SaveAsync());
        anna.Set(PersonTab.Sex, "Женский");

        Assert.True(await anna.SaveAsync());

        var stored = await desk.StoredAsync();
        Assert.Equal((Sex.Woman, "+79123456789"), (stored.Sex!.Value, stored.Phone));
        Assert.Equal(Boris, Assert.Single(anna.Others).Actor);
    }

    [Fact]
    public async Task Save_BothChangedOneField_AsksAndTheChoiceIsSaved()
    {
        await using var desk = await CardDesk.OpenAsync();
        var (anna, boris) = (await desk.EditorAsync(Anna), await desk.EditorAsync(Boris));
        boris.Set(PersonTab.Surname, "Ли");
        Assert.True(await boris.SaveAsync());
        anna.Set(PersonTab.Surname, "Цой");

        Assert.False(await anna.SaveAsync());

        var conflict = Assert.Single(anna.Conflicts);
        Assert.Equal(("Ли", "Цой", Boris), (conflict.Theirs, conflict.Mine, conflict.First!.Actor));
        Assert.Equal("Ли", (await desk.StoredAsync()).Surname);
        Assert.True(await anna.SettleAsync(anna.Conflicts.ToDictionary(c => c, _ => true)));
        Assert.Equal("Цой", (await desk.StoredAsync()).Surname);
    }

    [Fact]
    public async Task Save_SeveralAtOnceEachTheirField_NoneIsLost()
    {
        await using var desk = await CardDesk.OpenAsync();
        var typed = new[] { (PersonTab.Sex, "Женский"), (PersonTab.BirthDate, "01.02.1980"), (ContactsTab.Phone, "+7 912 345-67-89"), (WorkTab.Position, "Учитель") };
        var pages = new List<(Eseur.Admin.Features.Members.Card.MemberEditor Page, Field Field, string Text)>();
        foreach (var (field, text) in typed)
            pages.Add((await desk.EditorAsync(Anna), field, text));

        var saved = await Task.WhenAll(pages.Select(p => Task.Run(() =>
        {
            p.Page.Set(p.Field, p.Text);
            return p.Page.SaveAsync();
        })));

        Assert.All(saved, Assert.True);
        var stored = await desk.StoredAsync();
        Assert.All(typed, t => Assert.Equal(t.Item2, t.Item1.Text(stored)));
        Assert.Equal(1 + typed.Length, stored.Version);
    }

    [Fact]
    public async Task Save_OutsideTheScope_IsRefusedWithASentence()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna, null);
        Assert.False(page.Now!.MayWrite);
        page.Set(PersonTab.Sex, "Женский");

        Assert.False(await page.SaveAsync());

        Assert.Contains("нет права", page.Problem, StringComparison.Ordinal);
        Assert.Null((await desk.StoredAsync()).Sex);
    }

    [Fact]
    public async Task Save_OffRecord_IsRefusedAndNothingConcernsTheCard()
    {
        await using var desk = await CardDesk.OpenAsync();
        await desk.ChangeAsync(m => m.TakeOff("own-wish", new DateOnly(2026, 9, 1)));
        var page = await desk.EditorAsync(Anna);
        Assert.Equal((false, 0), (page.Now!.MayWrite, page.Now.Missing.Count));
        page.Set(PersonTab.Sex, "Женский");

        Assert.False(await page.SaveAsync());

        Assert.Contains("снят с учёта 01.09.2026", page.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_EmploymentTypedAsStudent_CourseIsAskedAtOnceAndSavedTogether()
    {
        await using var desk = await CardDesk.OpenAsync();
        await desk.FillAsync((PersonTab.Employment, Employment.Worker));
        var page = await desk.EditorAsync(Anna);
        Assert.DoesNotContain(WorkTab.Course, page.FieldsOf(WorkTab.Tab));

        page.Set(PersonTab.Employment, "Обучающийся (студент)");
        Assert.Contains(WorkTab.Course, page.FieldsOf(WorkTab.Tab));
        page.Set(WorkTab.Course, "3");
        Assert.True(await page.SaveAsync());

        Assert.Equal((Employment.Student, 3), ((await desk.StoredAsync()).Employment!.Value, (await desk.StoredAsync()).Course!.Value));
        Assert.False(page.Now!.IsMissing(CourseGap.Key));
    }

    [Fact]
    public async Task Fields_EmploymentTypedBack_CourseIsNeitherAskedNorSaved()
    {
        await using var desk = await CardDesk.OpenAsync();
        await desk.FillAsync((PersonTab.Employment, Employment.Worker));
        var page = await desk.EditorAsync(Anna);
        page.Set(PersonTab.Employment, "Обучающийся (студент)");
        page.Set(WorkTab.Course, "3");

        page.Set(PersonTab.Employment, "Работающий");

        Assert.Equal(0, page.Unsaved);
        page.Set(WorkTab.Position, "Учитель");
        Assert.True(await page.SaveAsync());
        Assert.Equal(("Учитель", null), ((await desk.StoredAsync()).Position, (await desk.StoredAsync()).Course));
    }

    [Fact]
    public async Task Student_WithoutCourse_LacksItAndAWorkerDoesNot()
    {
        await using var desk = await CardDesk.OpenAsync();
        await desk.FillAsync((PersonTab.Employment, Employment.Student));
        Assert.Contains(CourseGap, (await desk.EditorAsync(Anna)).Now!.Missing);
        await desk.FillAsync((PersonTab.Employment, Employment.Worker));
        Assert.DoesNotContain(CourseGap, (await desk.EditorAsync(Anna)).Now!.Missing);
    }

    [Fact]
    public async Task NoPatronymic_Answered_EmptiesThePatronymicBeforeTheEyes()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);

        page.Set(PersonTab.NoPatronymic, "Да");

        Assert.Equal("", page.Own.Text(PersonTab.Patronymic));
        Assert.True(await page.SaveAsync());
        Assert.Equal("Петрова Анна", (await desk.StoredAsync()).FullName);
        page.Set(PersonTab.Patronymic, "Олеговна");
        Assert.Equal("", page.Own.Text(PersonTab.NoPatronymic));
        Assert.True(await page.SaveAsync());
        Assert.Equal(("Олеговна", null), ((await desk.StoredAsync()).Patronymic, (await desk.StoredAsync()).NoPatronymic));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoPatronymic_AnotherTypedOneMeanwhile_AsksInsteadOfLosingIt(bool keepMine)
    {
        await using var desk = await CardDesk.OpenAsync();
        await desk.FillAsync((PersonTab.Patronymic, null));
        var (anna, boris) = (await desk.EditorAsync(Anna), await desk.EditorAsync(Boris));
        boris.Set(PersonTab.Patronymic, "Олеговна");
        Assert.True(await boris.SaveAsync());
        anna.Set(PersonTab.NoPatronymic, "Да");

        Assert.False(await anna.SaveAsync());

        Assert.Equal((PersonTab.Patronymic, "Олеговна"), (Assert.Single(anna.Conflicts).Field, anna.Conflicts[0].Theirs));
        Assert.Equal("Олеговна", (await desk.StoredAsync()).Patronymic);
        Assert.True(await anna.SettleAsync(anna.Conflicts.ToDictionary(c => c, _ => keepMine)));
        var stored = await desk.StoredAsync();
        Assert.Equal(keepMine ? (null, true) : ("Олеговна", (bool?)null), (stored.Patronymic, stored.NoPatronymic));
        Assert.Equal(0, anna.Unsaved);
    }

    [Fact]
    public async Task Save_FieldNobodyCounts_IsStillNewsToOtherPages()
    {
        await using var desk = await CardDesk.OpenAsync();
        var page = await desk.EditorAsync(Anna);
        await using var context = await desk.Registry.OpenAsync();
        var before = (await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == desk.SchoolId)).Sequence;
        page.Set(PersonTab.Surname, "Ли");

        Assert.True(await page.SaveAsync());

        Assert.True((await context.MemberCounters.AsNoTracking().SingleAsync(c => c.OrganizationId == desk.SchoolId)).Sequence > before);
        Assert.Equal(1, await desk.CountAsync(Measures.Total));
    }

    [Fact]
    public async Task Refresh_AnotherSaved_UntouchedFieldsFollowAndTypedStay()
    {
        await using var desk = await CardDesk.OpenAsync();
        var (anna, boris) = (await desk.EditorAsync(Anna), await desk.EditorAsync(Boris));
        anna.Set(PersonTab.Surname, "Цой");
        boris.Set(ContactsTab.Email, "a@school.example");
        await boris.SaveAsync();

        Assert.True(await anna.RefreshAsync());

        Assert.Equal(("Цой", "a@school.example"), (anna.Own.Text(PersonTab.Surname), anna.Own.Text(ContactsTab.Email)));
        Assert.Equal(Boris, Assert.Single(anna.Others).Actor);
    }
}
