using Eseur.Admin.Features.Audit;
using Eseur.Domain.Changes;
using Eseur.Domain.Organizations;
using Eseur.Tests.Features.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Audit;

public sealed class AuditCheckTests
{
    [Theory]
    [InlineData("DELETE FROM ChangeLine WHERE ChangeId = {0}; DELETE FROM Changes WHERE Id = {0}", "Удалены записи: {0} ")]
    [InlineData("UPDATE Changes SET Actor = 'Не я' WHERE Id = {0}", "не сходится с записями")]
    [InlineData("UPDATE Changes SET Address = '1.2.3.4' WHERE Id = {0}", "не сходится с записями")]
    [InlineData("UPDATE Changes SET At = '2020-01-01 00:00:00' WHERE Id = {0}", "не сходится с записями")]
    [InlineData("UPDATE ChangeLine SET Became = 'Другое' WHERE ChangeId = {0} AND Field = 'FullName'", "Запись {0} ")]
    [InlineData("UPDATE ChangeLine SET Became = 'Другое', Salt = NULL WHERE ChangeId = {0} AND Field = 'FullName'", "текст изменён")]
    [InlineData("UPDATE ChangeLine SET Row = NULL, Was = NULL, Became = NULL, Salt = NULL WHERE ChangeId = {0} AND Field = 'FullName'", "акта о стирании персональных данных нет")]
    [InlineData("DELETE FROM ChangeLine WHERE ChangeId = {0} AND Field = 'FullName'", "не сходится с записями")]
    [InlineData("INSERT INTO ChangeLine (ChangeId, Field, Digest) VALUES ({0}, 'x', x'')", "не сходится с записями")]
    [InlineData("UPDATE Seals SET Hash = zeroblob(32) WHERE Number = 2", "Пломба 2 ")]
    [InlineData("UPDATE Seals SET At = '2020-01-01 00:00:00' WHERE Number = 2", "Пломба 2 ")]
    [InlineData("UPDATE Seals SET Ranges = '1' WHERE Number = 2", "Пломба 2 ")]
    [InlineData("UPDATE Seals SET Ranges = 'x' WHERE Number = 2", "Пломба 2 изменена")]
    [InlineData("DELETE FROM Seals WHERE Number = 2", "Нет пломбы 2.")]
    [InlineData("DELETE FROM Seals WHERE Number = 1", "Нет пломбы 1.")]
    public async Task Verify_RecordTamperedWith_IsTold(string sql, string told)
    {
        await using var registry = await AuditGround.StartAsync("Один");
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Два");
        await registry.SealAsync();
        var record = await registry.LastAsync();
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Три");
        await registry.SealAsync();
        Assert.Equal([], await registry.VerifyAsync());

        await registry.TamperAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, record));

        Assert.Contains(await registry.VerifyAsync(), d => d.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, told, record), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DELETE FROM Readings WHERE Id = 1", "Удалены записи: 1 ")]
    [InlineData("UPDATE Readings SET MemberId = 8 WHERE Id = 1", "не сходится с записями 1")]
    public async Task Verify_ReadingTamperedWith_IsTold(string sql, string told)
    {
        await using var registry = await AuditGround.StartAsync();
        await using (var context = await registry.OpenAsync())
        {
            context.Add(new Reading(ReadingKind.Card, "Анна", null, null, DateTime.UtcNow, 7, registry.RootId, 1, null));
            await context.SaveChangesAsync();
        }
        await registry.SealAsync();
        Assert.Equal([], await registry.VerifyAsync());

        await registry.TamperAsync(sql);

        Assert.Contains(await registry.VerifyAsync(), d => d.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_EndCutOff_IsSeenOnlyByTheKeptSeal()
    {
        await using var registry = await AuditGround.StartAsync("Один");
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Два");
        var record = await registry.LastAsync();
        await registry.SealAsync();
        var kept = (await registry.Check().LastAsync(SealChain.Changes))!;
        Assert.Equal(kept, KeptSeal.Parse(kept.ToString()));
        Assert.True(await registry.Check().HasAsync(kept));

        await registry.TamperAsync($"DELETE FROM Seals WHERE Number = 2; DELETE FROM ChangeLine WHERE ChangeId = {record}; DELETE FROM Changes WHERE Id = {record}");

        Assert.Equal([], await registry.VerifyAsync());
        Assert.False(await registry.Check().HasAsync(kept));
    }

    [Fact]
    public async Task Verify_RecordLeftUnsealed_IsToldAfterTenMinutes()
    {
        await using var registry = await AuditGround.StartAsync();
        await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Один");
        Assert.Equal([], await registry.VerifyAsync());

        var later = await registry.VerifyAsync(new SetClock(DateTime.UtcNow.AddMinutes(11)));

        Assert.Contains($"Запись {await registry.LastAsync()} не опломбирована", Assert.Single(later), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TextsErasedOnRecord_Agree()
    {
        await using var desk = await RecordDesk.OpenAsync();
        var registry = desk.Registry;
        var card = await desk.KnownAsync(desk.School, "Петрова", "Анна", null);
        await registry.SealAsync();
        await using (var context = await registry.OpenAsync())
        {
            // The trigger lets this one thing through.
            await context.Database.ExecuteSqlAsync($"UPDATE ChangeLine SET Row = NULL, Was = NULL, Became = NULL, Salt = NULL WHERE ChangeId IN (SELECT Id FROM Changes WHERE MemberId = {card})");
        }
        Assert.Contains(await registry.VerifyAsync(), d => d.Contains("акта о стирании", StringComparison.Ordinal));

        await using (var context = await registry.OpenAsync())
        {
            var organization = (await context.Members.SingleAsync(m => m.Id == card)).OrganizationId;
            context.Add(Change.OfMember(card, organization, "Анна", DateTime.UtcNow, 2, 0, Erasure.ActOf(ErasureReason.Asked), []));
            await context.SaveChangesAsync();
        }

        Assert.Equal([], await registry.VerifyAsync());
    }
}
