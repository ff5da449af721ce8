using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Members;

/// <summary>Putting on record as the form does it: what is kept, what is refused, and who is asked about.</summary>
public sealed class NewMemberTests
{
    [Fact]
    public async Task Put_OnlySurnameAndName_OpensTheCard()
    {
        await using var desk = await RecordDesk.OpenAsync();

        var result = await desk.Service(desk.ChairOf(desk.School)).PutAsync(RecordDesk.Typed(desk.School, (PersonTab.Surname, " Ли "), (PersonTab.Name, "Ян")));

        var card = await desk.StoredAsync(result.MemberId!.Value);
        Assert.Equal(("Ли", "Ян", null, desk.School, CardSource.Chairperson), (card.Surname, card.Name, card.Patronymic, card.OrganizationId, card.Source));
    }

    [Fact]
    public async Task Put_EverythingTyped_IsAllInTheCardAndInItsHistory()
    {
        await using var desk = await RecordDesk.OpenAsync();

        var result = await desk.Service().PutAsync(RecordDesk.Typed(desk.School, (PersonTab.Surname, "Ли"), (PersonTab.Name, "Ян"), (PersonTab.NoPatronymic, "Да"),
            (PersonTab.BirthDate, "01.02.2004"), (PersonTab.Sex, "Мужской"), (PersonTab.Employment, Employment.Student.Label()), (ContactsTab.Phone, "8 912 000-00-01"),
            (ContactsTab.Email, "Li@School.example"), (WorkTab.Workplace, "Колледж"), (WorkTab.Position, "студент"), (WorkTab.Course, "2"), (RecordTab.DuesForm, "cash")));

        var card = await desk.StoredAsync(result.MemberId!.Value);
        Assert.Equal((true, new DateOnly(2004, 2, 1), Sex.Man, Employment.Student, "+79120000001", "li@school.example", "Колледж", "студент", 2, "cash"),
            (card.NoPatronymic, card.BirthDate, card.Sex, card.Employment, card.Phone, card.Email, card.Workplace, card.Position, card.Course, card.DuesForm));
        await using var context = await desk.Registry.OpenAsync();
        Assert.Equal("Постановка на учёт", (await context.Changes.SingleAsync(c => c.MemberId == card.Id)).Act);
    }

    [Fact]
    public async Task Put_CourseOfSomeoneWhoIsNoStudent_IsNotKept()
    {
        await using var desk = await RecordDesk.OpenAsync();

        var result = await desk.Service().PutAsync(RecordDesk.Typed(desk.School, (PersonTab.Surname, "Ли"), (PersonTab.Name, "Ян"), (PersonTab.Employment, Employment.Worker.Label()), (WorkTab.Course, "2")));

        Assert.Null((await desk.StoredAsync(result.MemberId!.Value)).Course);
    }

    [Fact]
    public async Task Put_WrongOrMissingFields_WritesNothingAndNamesThem()
    {
        await using var desk = await RecordDesk.OpenAsync();

        var result = await desk.Service().PutAsync(RecordDesk.Typed(desk.School, (PersonTab.Surname, "Ли"), (PersonTab.BirthDate, "32.01.2000"), (ContactsTab.Phone, "12")));

        Assert.Equal([PersonTab.Name.Key, PersonTab.BirthDate.Key, ContactsTab.Phone.Key], result.Errors.Keys);
        Assert.Equal(0, await desk.CountAsync());
    }

    [Fact]
    public async Task Put_StrongDuplicate_AsksFirstAndKeepsTheAnswer()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var known = await desk.KnownAsync(desk.School, "Петрова", "Анна", "Ивановна");
        var typed = RecordDesk.Typed(desk.School, (PersonTab.Surname, "Петрова"), (PersonTab.Name, "Анна"), (PersonTab.Patronymic, "Ивановна"));

        var asked = await desk.Service().PutAsync(typed);
        Assert.Equal((null, known), (asked.MemberId, Assert.Single(asked.Duplicates).MemberId));
        Assert.Equal(1, await desk.CountAsync());

        var answered = await desk.Service().PutAsync(typed with { Others = new HashSet<int> { known } });
        await using var context = await desk.Registry.OpenAsync();
        Assert.Equal($"Постановка на учёт. Похожие карточки — другие люди: № {known}", (await context.Changes.SingleAsync(c => c.MemberId == answered.MemberId)).Act);
    }

    [Fact]
    public async Task Put_TheSamePersonByTenAtOnce_IsPutOnce()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var typed = RecordDesk.Typed(desk.School, (PersonTab.Surname, "Петрова"), (PersonTab.Name, "Анна"), (PersonTab.BirthDate, "14.03.1985"));

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.Service().PutAsync(typed))));

        var id = Assert.Single(results, r => r.MemberId is not null).MemberId;
        Assert.All(results.Where(r => r.MemberId is null), r => Assert.Equal(id, Assert.Single(r.Duplicates).MemberId));
        Assert.Equal(1, await desk.CountAsync());
    }

    [Fact]
    public async Task Put_IntoAnothersOrganisation_IsRefused()
    {
        await using var desk = await RecordDesk.OpenAsync();

        await Assert.ThrowsAsync<RuleBrokenException>(() =>
            desk.Service(desk.ChairOf(desk.School)).PutAsync(RecordDesk.Typed(desk.Neighbour, (PersonTab.Surname, "Ли"), (PersonTab.Name, "Ян"))));
        Assert.Equal(0, await desk.CountAsync());
    }

    [Fact]
    public async Task Put_WithConsent_KeepsTheTextOfToday()
    {
        await using var desk = await RecordDesk.OpenAsync();
        await using (var context = await desk.Registry.OpenAsync())
        {
            context.AddRange(new ConsentText("1", new DateOnly(2020, 1, 1), "Старый"), new ConsentText("2", new DateOnly(2025, 9, 1), "Новый"), new ConsentText("3", new DateOnly(2900, 1, 1), "Будущий"));
            await context.SaveChangesAsync();
        }

        var result = await desk.Service().PutAsync(RecordDesk.Typed(desk.School, (PersonTab.Surname, "Ли"), (PersonTab.Name, "Ян")) with { Consents = true });

        var card = await desk.StoredAsync(result.MemberId!.Value);
        Assert.Equal(("2", "paper", card.OnRecordSince), (card.ConsentText, card.ConsentChannel, card.ConsentOn));
    }

    [Fact]
    public async Task Editor_TwoClicksAtOnce_PutOnePerson()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var editor = await desk.EditorAsync();
        editor.Set(PersonTab.Surname, "Ли");
        editor.Set(PersonTab.Name, "Ян");

        await Task.WhenAll(editor.PutAsync(), editor.PutAsync());
        await editor.PutAsync();

        Assert.Equal(1, await desk.CountAsync());
        Assert.NotNull(editor.Put);
    }

    [Fact]
    public async Task Editor_PersonTakenOff_IsPutOnRecordAgainWithTheirOldCard()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var known = await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна", m =>
        {
            m.Fill(PersonTab.BirthDate, new DateOnly(1985, 3, 14));
            m.TakeOff("own-wish", RecordDesk.Day);
        });
        var editor = await desk.EditorAsync(desk.ChairOf(desk.School));
        editor.Set(PersonTab.Surname, "Петрова");
        editor.Set(PersonTab.Name, "Анна");
        editor.Set(PersonTab.Patronymic, "Ивановна");
        editor.Set(PersonTab.BirthDate, "14.03.1985");
        await editor.LookAsync();

        await editor.RejoinAsync(Assert.Single(editor.Duplicates));

        Assert.Equal((known, true), (editor.Put!.MemberId, editor.Put.WasKnown));
        var card = await desk.StoredAsync(known);
        Assert.Equal((desk.School, true, 1), (card.OrganizationId, card.IsOnRecord, card.Memberships.Count));
    }

    [Fact]
    public async Task Editor_PersonOnRecordElsewhere_IsAskedForOnceAndNobodyMoves()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var known = await desk.KnownAsync(desk.FarAway, "Петрова", "Анна", "Ивановна", m => m.Fill(PersonTab.BirthDate, new DateOnly(1985, 3, 14)));
        var editor = await desk.EditorAsync(desk.ChairOf(desk.School));
        editor.Set(PersonTab.Surname, "Петрова");
        editor.Set(PersonTab.Name, "Анна");
        editor.Set(PersonTab.Patronymic, "Ивановна");
        editor.Set(PersonTab.BirthDate, "14.03.1985");
        await editor.LookAsync();

        await editor.TransferAsync(editor.Duplicates[0]);
        Assert.NotNull(editor.Told);
        await editor.TransferAsync(editor.Duplicates[0]);
        Assert.Contains("уже запрошен", editor.Problem, StringComparison.Ordinal);

        await using var context = await desk.Registry.OpenAsync();
        var request = await context.TransferRequests.SingleAsync();
        Assert.Equal((known, desk.FarAway, desk.School, TransferState.Asked), (request.MemberId, request.FromId, request.ToId, request.State));
        Assert.Equal(desk.FarAway, (await desk.StoredAsync(known)).OrganizationId);
    }

    [Fact]
    public async Task Editor_PersonOnRecordInOnesOwnSubtree_IsTransferredAtOnce()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var known = await desk.KnownAsync(desk.Neighbour, "Петрова", "Анна", "Ивановна");
        var editor = await desk.EditorAsync(desk.ChairOf(desk.Region));
        editor.Set(PersonTab.Surname, "Петрова");
        editor.Set(PersonTab.Name, "Анна");
        editor.Set(PersonTab.Patronymic, "Ивановна");
        editor.Set(PersonTab.BirthDate, "14.03.1985");
        await editor.LookAsync();
        var row = Assert.Single(editor.Duplicates);
        Assert.True(editor.TransfersAtOnce(row));

        await editor.TransferAsync(row);

        Assert.Equal((known, true), (editor.Put!.MemberId, editor.Put.WasKnown));
        Assert.Equal(desk.School, (await desk.StoredAsync(known)).OrganizationId);
        await using var context = await desk.Registry.OpenAsync();
        Assert.Equal(0, await context.TransferRequests.CountAsync());
    }
}
