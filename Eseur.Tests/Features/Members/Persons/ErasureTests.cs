using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Features.Members.Duplicates;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live.Cards;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Persons;

public sealed class ErasureTests : IAsyncLifetime
{
    private static readonly DateOnly Left = new(2025, 6, 1);
    private PersonGround ground = default!;
    private int account;

    public async Task InitializeAsync()
    {
        ground = await PersonGround.OpenAsync();
        account = await ground.Registry.HireAsync("tayna-vhod@planted.example", "Тайна Входящая", "pass-phrase-2026", RegistryRole.Chairperson, ground.School);
        var neighbour = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.Region, "ППО СОШ № 2");
        await using var context = await ground.Registry.OpenAsync();
        await context.Users.Where(u => u.Id == account).ExecuteUpdateAsync(set => set.SetProperty(u => u.MemberId, ground.Member).SetProperty(u => u.PhoneNumber, "+79005559999"));
        context.Add(new UserSession { Id = Guid.NewGuid(), UserId = account, Address = "203.0.113.77", Device = "Тайнофон" });
        context.Add(new IdentityUserToken<int> { UserId = account, LoginProvider = "test", Name = "secret", Value = "tayna-token" });
        context.Add(new SavedView(account, "members", "Тайный отбор", "?q=1"));
        context.Add(new TransferRequest(await context.Members.SingleAsync(m => m.Id == ground.Member), await context.Organizations.SingleAsync(o => o.Id == neighbour), false, "Кто-то", DateTime.UtcNow, "Тайна Запрошенная"));
        var office = await context.Set<Chairperson>().Where(c => c.MemberId == ground.Member).Select(c => c.Id).SingleAsync();
        foreach (var (kind, id) in new[] { (RecipientKind.Member, ground.Member), (RecipientKind.Chairperson, office), (RecipientKind.User, account) })
        {
            var recipient = new Recipient(kind, id, ground.School, LevelGroup.Primary, $"Тайна Получающая {kind}", $"tayna-{kind}@letters.example", Obstacle.None);
            var returned = Letter.To(recipient, LetterKind.Notice, DateTime.UtcNow);
            returned.MarkBounced("5.1.1", $"Тайна возврата {kind}", DateTime.UtcNow);
            context.AddRange(returned, Letter.To(recipient, LetterKind.Notice, DateTime.UtcNow, words: $"Тайна слов {kind}"));
        }
        context.Add(new NoticeCause(NoticeKind.AccessChanged, DateTime.UtcNow, "Тайна повода", "", "/") { UserId = account });
        context.Add(new Notice(account, NoticeKind.AccessChanged, DateTime.UtcNow, "Тайна звонка", "", "/"));
        context.Add(new NoticeSetting(account, NoticeKind.AccessChanged));
        await context.SaveChangesAsync();
        await context.TransferRequests.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, TransferState.Refused).SetProperty(r => r.Reason, "Тайна отказа"));
        context.Add(new Reading(ReadingKind.Card, "Кто-то", 5, "127.0.0.1", DateTime.UtcNow, ground.Member, ground.School, 1, null));
        await context.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Erase_AnyCard_LeavesNothingOfThePersonInAnyTable()
    {
        var traces = ground.OnCard.Where(f => f.Key != PersonTab.Consent && f.Key.IsPersonal | f.Key.Kind is TextKind).SelectMany(f => Plant.Traces(f.Key, f.Value))
            .Concat(ChairpersonTab.Chairpersons.Fields.Where(ground.InPassport.ContainsKey).SelectMany(f => Plant.Traces(f, ground.InPassport[f])))
            .Concat(["tayna-vhod@planted.example", "TAYNA-VHOD", "Тайна Входящая", "+79005559999", "203.0.113.77", "Тайнофон", "tayna-token", "Тайный отбор", "Тайна Запрошенная", "Тайна отказа", "Тайна Получающая", "tayna-Member@letters", "tayna-User@letters", "tayna-Chairperson@letters", "Тайна возврата", "Тайна слов", "Тайна повода", "Тайна звонка"]).Distinct().ToList();
        // The test can fail: every one of them is there now, but for what is another writing of the same.
        var before = await TextsAsync();
        Assert.All(traces.Where(t => !t.Contains(' ', StringComparison.Ordinal) || t.StartsWith('Т')), t => Assert.Contains(before, text => text.Text.Contains(t, StringComparison.OrdinalIgnoreCase)));
        var digests = await DigestsAsync();

        await LeaveAsync();
        await EraseAsync();

        foreach (var (where, text) in await TextsAsync())
            Assert.All(traces, t => Assert.False(text.Contains(t, StringComparison.OrdinalIgnoreCase), $"«{t}» is still in {where}"));
        // Nor in what a table has given up and not used again.
        var file = await WholeFileAsync();
        Assert.All(traces, t => Assert.True(file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(t)) < 0, $"«{t}» is still in the file"));
        // The record keeps its shape: no line and no digest is gone.
        Assert.Equal(digests, (await DigestsAsync()).Take(digests.Count));
    }

    [Fact]
    public async Task Erase_AnyCard_KeepsWhatFiguresAreMadeOf()
    {
        await LeaveAsync();
        await EraseAsync();
        await using var context = await ground.Registry.OpenAsync();
        var member = await context.Members.AsNoTracking().WithCard().SingleAsync(m => m.Id == ground.Member);
        Assert.Equal((Sex.Woman, Employment.Student, new DateOnly(1971, 12, 31)), (member.Sex, member.Employment, member.BirthDate));
        Assert.Equal((Left, new DateOnly(2020, 9, 1)), (member.OffRecordOn, member.Memberships[0].Since));
        Assert.Equal((PersonGround.Ticket, TicketState.Returned), (member.Tickets[0].Number, member.Tickets[0].State));
        Assert.Equal((false, false), (member.HasPlastic, member.HasVirtual));
        Assert.All(member.PastConsents, c => Assert.Equal((null, null), (c.Text, c.Channel)));
        Assert.Equal([new DateOnly(2021, 2, 3), new DateOnly(2024, 3, 17)], member.PastConsents.Select(c => c.Given).Order());
        Assert.NotNull(member.ErasedOn);
        Assert.Equal(0, await context.MemberPhotos.CountAsync());
        var change = await context.Changes.Include(c => c.Lines).Where(c => c.MemberId == ground.Member).OrderByDescending(c => c.Id).FirstAsync();
        Assert.Equal(("Стёрты персональные данные: человек попросил стереть", "Кто-то", 5), (change.Act, change.Actor, change.UserId));
        Assert.Contains(change.Lines, l => l.Field == PersonTab.Surname.Key);
        Assert.Empty(await DifferencesAsync());
    }

    [Fact]
    public async Task Erase_LinkedAccount_IsClosedAndHasNoWayInLeft()
    {
        await LeaveAsync();
        await EraseAsync();
        await using var context = await ground.Registry.OpenAsync();
        var user = await context.Users.AsNoTracking().SingleAsync(u => u.Id == account);
        Assert.Equal((Erasure.Nobody, null, null, null), (user.DisplayName, user.Email, user.PasswordHash, user.MemberId));
        Assert.NotNull(user.ClosedAt);
        Assert.All(await context.Grants.Where(g => g.UserId == account).ToListAsync(), g => Assert.NotNull(g.EndedAt));
        Assert.Equal((0, 0, 0), (await context.Sessions.CountAsync(), await context.UserTokens.CountAsync(), await context.SavedViews.CountAsync()));
        Assert.Equal(1, await context.Changes.CountAsync(c => c.Subject == ChangeSubject.Account && c.SubjectId == account && c.Act.StartsWith(Erasure.Act)));
    }

    [Fact]
    public async Task Erase_LettersToThePerson_StayAsFiguresAndGoToNobody()
    {
        await LeaveAsync();
        await EraseAsync();
        await using var context = await ground.Registry.OpenAsync();
        var letters = await context.Letters.AsNoTracking().ToListAsync();
        Assert.Equal((3, 3), (letters.Count(l => l.State == LetterState.Bounced), letters.Count(l => l is { State: LetterState.Suppressed, Obstacle: Obstacle.NoPerson })));
        Assert.All(letters, l => Assert.Equal(("", null, null, null), (l.Name, l.Address, l.Words, l.Reason)));
    }

    [Fact]
    public async Task Erase_ErasedCard_IsFoundByNobodyAndNeverComesBack()
    {
        await ground.Registry.App.Services.GetRequiredService<MemberIndex>().LoadAsync();
        await LeaveAsync();
        await EraseAsync();
        await using var scope = Scope(Actor.System("Проверка"));
        var services = scope.ServiceProvider;
        var register = services.GetRequiredService<MemberRegister>();
        foreach (var query in new[] { Erasure.Nobody, $"№ {ground.Member}", TicketNumber.Format(PersonGround.Ticket), (string)ground.OnCard[PersonTab.Surname] })
            Assert.Equal(0, (await register.FindAsync(new MemberFilter { Query = query, OnRecord = null })).Count);
        Assert.Empty(await services.GetRequiredService<DuplicateSearch>().FindAsync(new PersonTraits("Данные", "стёрты", null, null, null, null), ground.School));
        await Assert.ThrowsAsync<RuleBrokenException>(() => services.GetRequiredService<MemberMoves>().RejoinAsync(ground.Member, ground.School, new DateOnly(2026, 9, 1)));
        await Assert.ThrowsAsync<RuleBrokenException>(EraseAsync);
        var now = (await services.GetRequiredService<MemberCardService>().LoadAsync(ground.Member))!;
        Assert.Equal((Erasure.Nobody, false), (now.FullName, now.MayWrite));
    }

    [Fact]
    public async Task Erase_OnRecordOrLeadingOrMistyped_IsRefusedInWords()
    {
        Assert.Contains("состоит на учёте", await RefusedAsync(PersonGround.As(RegistryRole.Administrator, "/1/")), StringComparison.Ordinal);
        await ground.ChangeAsync(m => m.TakeOff("own-wish", Left));
        await EndOfficeAsync(null);
        Assert.Contains("записан председателем: «ППО СОШ № 1»", await RefusedAsync(PersonGround.As(RegistryRole.Administrator, "/1/")), StringComparison.Ordinal);
        await EndOfficeAsync(Left);
        Assert.Contains("Номер карточки не совпадает", await RefusedAsync(PersonGround.As(RegistryRole.Administrator, "/1/"), "0"), StringComparison.Ordinal);
        var path = await ground.PathAsync(ground.School);
        foreach (var (role, at) in new[] { (RegistryRole.Chairperson, path), (RegistryRole.PersonalAnalyst, "/1/"), (RegistryRole.Analyst, "/1/") })
            Assert.Contains("Стереть данные может аппарат", await RefusedAsync(PersonGround.As(role, at)), StringComparison.Ordinal);
        Assert.Contains("Такой карточки", await RefusedAsync(PersonGround.As(RegistryRole.Apparatus, "/1/999/")), StringComparison.Ordinal);
        await using var context = await ground.Registry.OpenAsync();
        Assert.Null((await context.Members.SingleAsync(m => m.Id == ground.Member)).ErasedOn);
    }

    private async Task<string> RefusedAsync(Actor actor, string? number = null)
    {
        await using var scope = Scope(actor);
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => scope.ServiceProvider.GetRequiredService<MemberErasure>().EraseAsync(ground.Member, number ?? $"{ground.Member}", ErasureReason.Asked));
        return refused.Message;
    }

    private async Task LeaveAsync()
    {
        await ground.ChangeAsync(m => m.TakeOff("own-wish", Left));
        await EndOfficeAsync(Left);
    }

    private Task EndOfficeAsync(DateOnly? on) => ground.Registry.ChangeAsync(ground.School, o => o.Chairpersons[0].Fill(ChairpersonTab.LeftOn, on));

    private async Task EraseAsync()
    {
        await using var scope = Scope(PersonGround.As(RegistryRole.Apparatus, "/1/"));
        await scope.ServiceProvider.GetRequiredService<MemberErasure>().EraseAsync(ground.Member, $" № {ground.Member}", ErasureReason.Asked);
    }

    private AsyncServiceScope Scope(Actor actor) => ground.Registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(actor);

    /// <summary>Every text of every table, as the file holds it, whatever the model knows of it.</summary>
    private async Task<List<(string Where, string Text)>> TextsAsync()
    {
        await using var connection = new SqliteConnection(ground.Registry.ConnectionString);
        await connection.OpenAsync();
        var columns = new List<(string Table, string Column)>();
        await using (var schema = connection.CreateCommand())
        {
            schema.CommandText = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
            await using var found = await schema.ExecuteReaderAsync();
            while (await found.ReadAsync())
                columns.Add((found.GetString(0), found.GetString(1)));
        }
        Assert.Contains(("Readings", "Details"), columns);
        Assert.Contains(("ChangeLine", "Was"), columns);
        var texts = new List<(string, string)>();
        foreach (var (table, column) in columns)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\" WHERE \"{column}\" IS NOT NULL AND typeof(\"{column}\") <> 'blob'";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                texts.Add(($"{table}.{column}", reader.GetString(0)));
        }
        return texts;
    }

    private async Task<byte[]> WholeFileAsync()
    {
        await using var connection = new SqliteConnection(ground.Registry.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        await using var file = new FileStream(connection.DataSource, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private async Task<List<string>> DigestsAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        return [.. (await context.Set<ChangeLine>().OrderBy(l => l.Id).Select(l => l.Digest).ToListAsync()).Select(Convert.ToHexString)];
    }

    private async Task<List<MemberDifference>> DifferencesAsync()
    {
        var found = new List<MemberDifference>();
        await foreach (var difference in ground.Registry.App.Services.GetRequiredService<MemberRecount>().RunAsync(default))
            found.Add(difference);
        return found;
    }
}
