using Eseur.Domain.Completeness;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Completeness;

public sealed class ShareTests
{
    [Theory]
    [InlineData(27818, 72127, "38,5")]
    [InlineData(2, 3, "66,6")]
    [InlineData(999, 1000, "99,9")]
    [InlineData(9999, 10000, "99,9")]
    [InlineData(1, 1, "100,0")]
    [InlineData(0, 5, "0,0")]
    [InlineData(0, 0, "")]
    public void Percent_Examples_AreCutNotRounded(long part, long whole, string expected) => Assert.Equal(expected, new Share(part, whole).Percent());

    [Fact]
    public void Cut_AnyShare_IsTheLargestPrintableNotAbove()
    {
        var shares = from whole in Gen.Choose(1, 3_000_000) from part in Gen.Choose(0, whole) from decimals in Gen.Choose(0, 3) select (part, whole, decimals);
        Prop.ForAll(shares.ToArbitrary(), s =>
        {
            var cut = new Share(s.part, s.whole).Cut(s.decimals);
            var exact = s.part * 100m / s.whole;
            var step = 1m / (decimal)Math.Pow(10, s.decimals);
            return cut <= exact && exact < cut + step;
        }).QuickCheckThrowOnFailure();
    }
}
