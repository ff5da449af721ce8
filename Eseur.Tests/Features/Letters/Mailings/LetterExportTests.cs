using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Eseur.Tests.Shared.Excel;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>The list on the page as a sheet: the same rows, the same secrets, and on record.</summary>
public sealed class LetterExportTests : IAsyncLifetime
{
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        var school = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.Territory, "=ППО лицея");
        await ground.ElectAsync(school, Obstacle.None);
        await ground.CatchUpAsync();
        id = await ground.SentAsync(ground.Apparatus, ground.Region);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Write_Letters_SaysWhatWasForeseenWhatBecameAndWhen()
    {
        await using (var context = await ground.Registry.OpenAsync())
        {
            var letter = await context.Letters.SingleAsync(l => l.MailingId == id && l.OrganizationId == ground.Schools[0]);
            letter.MarkSent(new DateTime(2026, 11, 21, 9, 30, 0, DateTimeKind.Utc));
            letter.MarkBounced("5.1.1", "=550 unknown user", new DateTime(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc));
            await context.SaveChangesAsync();
        }
        var (rows, book) = await WriteAsync(ground.Apparatus, new RecipientFilter(Level: LevelGroup.Primary));
        using var read = book;

        var table = read.Rows(LetterTable.Name);
        Assert.Equal("О конференции", table[0][0]);
        Assert.Contains(table, r => r.SequenceEqual(LetterTable.Columns.Select(c => c.Heading)));
        Assert.Equal(8, rows);
        var bounced = Assert.Single(table, r => r[0] == "ППО школы № 1");
        Assert.Equal(["Первичные", $"Петрова Анна {ground.Schools[0]}", $"chair{ground.Schools[0]}@mail{ground.Schools[0] % 2}.example", "Дойдёт", "Вернулось", "Такого ящика нет (5.1.1)", "=550 unknown user"], bounced.Skip(1).Take(7));
        // Excel counts days, and its clock is Moscow's.
        Assert.Equal((new DateTime(2026, 11, 21, 12, 30, 0), new DateTime(2026, 11, 21, 13, 0, 0)), (Moment(bounced[8]), Moment(bounced[9])));
        var unsent = Assert.Single(table, r => r[0] == "ППО школы № 6");
        Assert.Equal(["Согласие не указано", "Не отправлено", "Согласие не указано", null, null], unsent.Skip(4).Take(5));
        // Never a formula, though it looks like one.
        Assert.Single(table, r => r[0] == "=ППО лицея");
        Assert.Empty(read.Worksheet().Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>());
    }

    [Fact]
    public async Task Write_ByAnAnalystWithoutPersons_HidesThem()
    {
        var analyst = await ground.HireAsync("analyst@region.example", RegistryRole.Analyst, ground.Region);
        var (rows, book) = await WriteAsync(analyst, new RecipientFilter());
        using var read = book;

        Assert.Equal(10, rows);
        Assert.DoesNotContain(read.Rows(LetterTable.Name).SelectMany(r => r), c => c?.Contains("Петрова", StringComparison.Ordinal) == true || c?.Contains('@', StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Write_OfADraft_IsWhomItWouldReach()
    {
        var (draft, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        var (rows, book) = await WriteAsync(ground.Apparatus, new RecipientFilter(Obstacle: Obstacle.NoAddress), draft);
        using var read = book;

        Assert.Equal(1, rows);
        Assert.Equal(["Адреса нет", null, null], Assert.Single(read.Rows(LetterTable.Name), r => r[0] == "ППО школы № 3").Skip(4).Take(3));
    }

    [Fact]
    public async Task Write_OfAMailingFromBeside_IsRefused()
    {
        var beside = await ground.HireAsync("apparat@beside.example", RegistryRole.Apparatus, ground.Beside);

        await Assert.ThrowsAsync<RuleBrokenException>(() => WriteAsync(beside, new RecipientFilter()));
    }

    [Fact]
    public async Task Export_AsAJob_IsOnRecordBeforeItsFileIsHandedOut()
    {
        var job = ground.Service<LetterJobs>(ground.Apparatus).Export(ground.Apparatus.UserId!.Value, $"letters/{id}?state=suppressed", id, new RecipientFilter(State: LetterState.Suppressed), null);
        await job.Finished;

        Assert.Equal((JobState.Ready, "6 строк"), (job.State, job.Sentence));
        Assert.Same(job, ground.Service<LetterJobs>(ground.Apparatus).Find($"letters/{id}?state=suppressed", ground.Apparatus.UserId!.Value));
        await using var context = await ground.Registry.OpenAsync();
        var reading = await context.Readings.AsNoTracking().SingleAsync(r => r.Kind == ReadingKind.Export);
        Assert.Equal((6, ground.Region, job.File!.Name), (reading.Count, reading.OrganizationId, reading.Details));
    }

    private async Task<(int Rows, Book Book)> WriteAsync(Actor actor, RecipientFilter filter, int? mailing = null)
    {
        var file = new ForwardOnlyStream();
        var (rows, _) = await ground.Service<LetterExport>(actor).WriteAsync(mailing ?? id, filter, null, file);
        return (rows, new Book(file.Bytes));
    }

    private static DateTime Moment(string? cell) => DateTime.FromOADate(double.Parse(cell!, System.Globalization.CultureInfo.InvariantCulture)) is var at ? new DateTime((at.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond) : default;
}
