using System.IO.Compression;
using Eseur.Admin.Shared.Excel;

namespace Eseur.Tests.Shared.Excel;

[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;

[Collection(nameof(MeasuredAlone))]
public class XlsxStreamTests
{
    [Fact]
    public async Task Rows_AMillion_DoNotGrowMemory()
    {
        var stream = new ForwardOnlyStream(keep: false);
        await using var book = await XlsxWriter.StartAsync(stream, "Много строк", Book.Created);
        var sheet = await book.AddSheetAsync(new XlsxTable("Лист", [.. Enumerable.Repeat(new XlsxColumn("Графа", 12), 10)]));
        await RowsAsync(sheet, 100_000);
        var retained = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        await RowsAsync(sheet, 1_000_000);

        var allocatedPerRow = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1_000_000d;
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - retained, long.MinValue, 2 * 1024 * 1024);
        Assert.InRange(allocatedPerRow, 0, 100); // 5 to 20 for the turns of the buffers; one string a text cell would make it 200
        await book.CompleteAsync();
        Assert.True(stream.Received > 10_000_000);
    }

    [Fact]
    public async Task Book_NotCompleted_DoesNotOpen()
    {
        var stream = new ForwardOnlyStream();
        await using (var book = await XlsxWriter.StartAsync(stream, "Прервано", Book.Created))
        {
            await RowsAsync(await book.AddSheetAsync(new XlsxTable("Лист", Book.Columns(10))), 50_000);
        }

        Assert.True(stream.Received > 0);
        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(stream.Bytes)));
    }

    [Fact]
    public async Task Rows_Cancelled_StopSoon()
    {
        using var cancel = new CancellationTokenSource();
        await using var book = await XlsxWriter.StartAsync(new ForwardOnlyStream(), "Отменено", Book.Created, cancel: cancel.Token);
        var sheet = await book.AddSheetAsync(new XlsxTable("Лист", Book.Columns(10)));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RowsAsync(sheet, 10_000));
    }

    [Fact]
    public async Task Rows_ReaderGone_ReportItsError()
    {
        await using var book = await XlsxWriter.StartAsync(new ForwardOnlyStream { FailsAfter = 100_000 }, "Обрыв", Book.Created);
        var sheet = await book.AddSheetAsync(new XlsxTable("Лист", Book.Columns(10)));

        await Assert.ThrowsAsync<IOException>(() => RowsAsync(sheet, 1_000_000));
        await Assert.ThrowsAsync<IOException>(book.CompleteAsync);
    }

    private static async Task RowsAsync(XlsxSheet sheet, int count)
    {
        for (var row = 0; row < count; row++)
        {
            await sheet.RowAsync();
            sheet.Text("Первичная профсоюзная организация МБОУ «СОШ № 7»");
            sheet.Text("7707083893");
            sheet.Number(row);
            sheet.Number(row * 0.25m);
            sheet.Number(row * 0.1);
            sheet.Percent(row % 1000 / 1000m);
            sheet.Date(new DateOnly(2020, 1, 1).AddDays(row % 2000));
            sheet.DateTime(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(row));
            sheet.YesNo(row % 2 == 0);
            sheet.Blank();
        }
    }
}
