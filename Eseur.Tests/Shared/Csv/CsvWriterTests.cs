using System.Globalization;
using System.Text;
using Eseur.Admin.Shared.Csv;
using Eseur.Tests.Shared.Excel;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Shared.Csv;

[Collection(nameof(MeasuredAlone))]
public class CsvWriterTests
{
    [Fact]
    public async Task Row_OfEveryKind_ReadsAsRussianExcelWritesIt()
    {
        var file = await WriteAsync(9, csv =>
        {
            csv.Text("Иванова; «Анна»");
            csv.Number(-1_234_567L);
            csv.Number(-0.5m);
            csv.Identifier(12_345);
            csv.Date(new DateOnly(2026, 11, 21));
            csv.DateTime(new DateTime(2026, 11, 21, 9, 5, 59, DateTimeKind.Unspecified));
            csv.YesNo(true);
            csv.Phone("+79123456789");
        });

        Assert.Equal("\uFEFF1;2;3;4;5;6;7;8;9\r\n\"Иванова; «Анна»\";-1234567;-0,5;12345;21.11.2026;21.11.2026 09:05;да;8 9123456789;\r\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task Cells_Nulls_LeaveTheirPlacesEmpty()
    {
        var file = await WriteAsync(9, csv =>
        {
            csv.Text(null);
            csv.Text("");
            csv.Phone(null);
            csv.Number((long?)null);
            csv.Number((decimal?)null);
            csv.Identifier(null);
            csv.Date(null);
            csv.DateTime(null);
            csv.YesNo(null);
        });

        Assert.Equal(Enumerable.Repeat("", 9), CsvReader.Read(file)[1]);
    }

    [Fact]
    public async Task Row_OfOneEmptyCell_IsStillARow() => Assert.Equal([""], CsvReader.Read(await WriteAsync(1, csv => csv.Blank()))[1]);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+79123456789")]
    [InlineData("-1+2")]
    [InlineData("-5 °C")]
    [InlineData("-")]
    [InlineData("-5,5,5")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\rтекст")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("\uFEFF=1")]
    [InlineData("\0=1")]
    [InlineData("＝1+1")]
    [InlineData("'=1+1")]
    public async Task Text_LikeFormula_IsGuarded(string text)
    {
        var cell = CsvReader.Read(await WriteAsync(1, csv => csv.Text(text)))[1][0];

        Assert.Equal("'" + text, cell);
    }

    [Theory]
    [InlineData("Школа = сад")]
    [InlineData("-5")]
    [InlineData("-0,5")]
    [InlineData("0105012345")]
    [InlineData("'78-й полк'")]
    [InlineData("'")]
    [InlineData("«Солнышко»")]
    [InlineData(" ")]
    public async Task Text_ThatNobodyComputes_StaysAsItIs(string text)
    {
        var cell = CsvReader.Read(await WriteAsync(1, csv => csv.Text(text)))[1][0];

        Assert.Equal(text, cell);
    }

    [Theory]
    [InlineData("+79123456789", "8 9123456789")]
    [InlineData("+7 912 345-67-89", "8 912 345-67-89")]
    [InlineData("+375291234567", "'+375291234567")]
    [InlineData("+7=1", "'+7=1")]
    [InlineData("+7 1;2", "'+7 1;2")]
    public async Task Phone_Any_IsNeverAFormula(string phone, string expected)
    {
        var cell = CsvReader.Read(await WriteAsync(1, csv => csv.Phone(phone)))[1][0];

        Assert.Equal(expected, cell);
    }

    [Fact]
    public void Text_AnyStrings_ComeBack() => Prop.ForAll(Tables(), table =>
    {
        var file = Task.Run(() => WriteAsync(3, [.. table.Select(row => (Action<CsvWriter>)(csv => Array.ForEach(row, csv.Text)))])).GetAwaiter().GetResult();

        var read = CsvReader.Read(file).Skip(1).ToList();
        Assert.Equal(table.Select(row => row.Select(Storable)), read.Select(row => row.Select(CsvReader.Unguard)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public async Task Cell_MoreThanColumns_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(1, csv =>
    {
        csv.Number(1);
        csv.Number(2);
    }));

    [Fact]
    public async Task Rows_AMillion_DoNotGrowMemory()
    {
        var stream = new ForwardOnlyStream(keep: false);
        using var csv = new CsvWriter(stream, Headings(8));
        await RowsAsync(csv, 10_000);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        await RowsAsync(csv, 1_000_000);

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1_000_000d, 0, 10);
        await csv.CompleteAsync();
        Assert.True(stream.Received > 50_000_000);
    }

    [Fact]
    public async Task Rows_Cancelled_StopSoon()
    {
        using var cancel = new CancellationTokenSource();
        using var csv = new CsvWriter(new ForwardOnlyStream(), Headings(8), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RowsAsync(csv, 10_000));
    }

    private static async Task<byte[]> WriteAsync(int columns, params Action<CsvWriter>[] rows)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        var stream = new ForwardOnlyStream();
        using var csv = new CsvWriter(stream, Headings(columns));
        foreach (var row in rows)
        {
            await csv.RowAsync();
            row(csv);
        }
        await csv.CompleteAsync();
        return stream.Bytes;
    }

    private static async Task RowsAsync(CsvWriter csv, int count)
    {
        for (var row = 0; row < count; row++)
        {
            await csv.RowAsync();
            csv.Text("Первичная организация «СОШ № 7», г. Пермь");
            csv.Text("=1+\"1\"");
            csv.Phone("+79123456789");
            csv.Number(row);
            csv.Number(row * 0.25m);
            csv.Date(new DateOnly(2020, 1, 1).AddDays(row % 2000));
            csv.YesNo(row % 2 == 0);
        }
    }

    private static string[] Headings(int count) => [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static Arbitrary<string[][]> Tables()
    {
        string[] awkward = ["'", "''", "=", "+", "-", "@", "5", ",", ".", ";", "\"", "\"\"", "\t", "\r", "\n", "\r\n", " ", "\0", "\u200B", "\uFEFF", "\uD83C", "\uDF93", "🎓", "＝", "Ёж", "школа"];
        var piece = Gen.OneOf(Gen.Elements(awkward), ArbMap.Default.GeneratorFor<char>().Select(character => character.ToString()));
        var text = piece.ArrayOf().Select(string.Concat);
        return Arb.From(text.ArrayOf(3).ArrayOf());
    }

    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
