using Eseur.Admin.Shared.Codes;
using Xunit;

namespace Eseur.Tests.Shared.Codes;

public sealed class Code128Tests
{
    [Fact]
    public void Encode_AnyPair_IsElevenModulesAndUnlikeAnyOther()
    {
        var signs = Enumerable.Range(0, 100).Select(n => Code128.Encode(n.ToString("D2")).Skip(6).Take(6).ToList()).ToList();

        Assert.All(signs, s => Assert.Equal(11, s.Sum()));
        Assert.Equal(100, signs.Select(s => string.Concat(s)).Distinct().Count());
    }

    [Fact]
    public void Encode_KnownCode_HasItsStartCheckSignAndStop()
    {
        // 12 and 34: (105 + 1·12 + 2·34) mod 103 = 82, whose widths the standard gives as 121142.. of its table.
        var widths = string.Concat(Code128.Encode("1234"));

        Assert.Equal("211232" + "112232" + "131123" + "121241" + "2331112", widths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("12a4")]
    public void Encode_NotPairsOfDigits_IsRefused(string digits) => Assert.Throws<ArgumentException>(() => Code128.Encode(digits));
}
