using Eseur.Domain.Changes;

namespace Eseur.Tests.Domain.Changes;

public sealed class IdRangesTests
{
    [Theory]
    [InlineData("5-90,92", 87, 92)]
    [InlineData("7", 1, 7)]
    [InlineData("", 0, 0)]
    public void Parse_Ranges_ReadsAndWritesTheSame(string text, long count, long last)
    {
        var read = IdRanges.Parse(text)!;

        Assert.Equal((text, count, last), (read.ToString(), read.Count, read.Last));
    }

    [Theory]
    [InlineData("9-5")]
    [InlineData("a")]
    [InlineData("1-2-3")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public void Parse_AnythingElse_IsNull(string text) => Assert.Null(IdRanges.Parse(text));

    [Fact]
    public void Add_AnyOrder_AgreesWithASet()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var (ranges, model) = (new IdRanges(), new SortedSet<long>());
            for (var i = 0; i < 60; i++)
            {
                var from = random.Next(1, 80);
                var to = from + (random.Next(4) == 0 ? random.Next(10) : 0);
                ranges.Add(from, to);
                for (var id = from; id <= to; id++)
                    model.Add(id);
            }
            Assert.Equal(model, Enumerable.Range(0, 100).Select(i => (long)i).Where(ranges.Contains));
            Assert.Equal((model.Count, model.Max), (ranges.Count, ranges.Last));
            Assert.Equal(ranges.ToString(), IdRanges.Parse(ranges.ToString())!.ToString());
        }
    }
}
