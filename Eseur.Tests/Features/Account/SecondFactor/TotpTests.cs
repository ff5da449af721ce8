using Eseur.Admin.Features.Account;

namespace Eseur.Tests.Features.Account;

public sealed class TotpTests
{
    /// <summary>"12345678901234567890", the standard's own key.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_AtTheStandardsMoments_IsTheStandards(long seconds, string code) => Assert.Equal(code, Totp.Code(Key, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public void StepOf_PhonesClockOff_ForgivesOneStep(int off, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = Totp.StepOf(Key, Totp.Code(Key, now.AddSeconds(off)), now);
        Assert.Equal(taken ? (now.ToUnixTimeSeconds() + off) / 30 : null, step);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("28708a")]
    [InlineData("٢٨٧٠٨٢")]
    public void StepOf_NoCode_IsNone(string typed) => Assert.Null(Totp.StepOf(Key, typed, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void NewKey_Twice_IsAnother()
    {
        var (one, other) = (Totp.NewKey(), Totp.NewKey());
        Assert.Equal(32, one.Length);
        Assert.NotEqual(one, other);
    }
}
