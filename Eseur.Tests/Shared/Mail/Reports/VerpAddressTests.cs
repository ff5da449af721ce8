using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Tests.Shared.Mail.Reports;

public sealed class VerpAddressTests
{
    private const string Mailbox = "bounces@registry.example";

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(long.MaxValue)]
    public void Parse_WhatWasMade_IsTheSameInAnyCase(long id)
    {
        var address = VerpAddress.Make(Mailbox, id, "abcdefghijklmnop");
        Assert.Equal((id, "abcdefghijklmnop"), VerpAddress.Parse(address));
        Assert.Equal((id, "abcdefghijklmnop"), VerpAddress.Parse(address.ToUpperInvariant()));
        Assert.True(address.IndexOf('@', StringComparison.Ordinal) <= 64);
    }

    [Fact]
    public void Parse_RandomLetters_AllComeBack()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var id = random.NextInt64() >> random.Next(63);
            var secret = random.GetString("abcdefghijklmnopqrstuvwxyz0123456789", random.Next(1, 33));
            Assert.Equal((id, secret), VerpAddress.Parse(VerpAddress.Make("b@registry.example", id, secret)));
        }
    }

    [Fact]
    public void Make_Letter_IsReadableAndShort() => Assert.Equal(ReportSamples.Verp, VerpAddress.Make(Mailbox, 100, "abcdefghijklmnop"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("+@")]
    [InlineData("bounces@registry.example")]
    [InlineData("bounces+@registry.example")]
    [InlineData("bounces+1@registry.example")]
    [InlineData("bounces+1.@registry.example")]
    [InlineData("bounces+.abc@registry.example")]
    [InlineData("bounces+01.abc@registry.example")]
    [InlineData("bounces+-1.abc@registry.example")]
    [InlineData("bounces+1.a-b@registry.example")]
    [InlineData("bounces+1.абв@registry.example")]
    [InlineData("bounces+1.abcdefghijklmnopqrstuvwxyz0123456@registry.example")]
    [InlineData("bounces+1y2p0ij32e8e8.abc@registry.example")]
    [InlineData("bounces+zzzzzzzzzzzzzzzzzzzz.abc@registry.example")]
    [InlineData("bounces+1.abc")]
    public void Parse_Nonsense_IsNull(string? text) => Assert.Null(VerpAddress.Parse(text));

    [Fact]
    public void Parse_WhatARelayPutBefore_IsPassedOver() => Assert.Equal((1L, "abc"), VerpAddress.Parse("prvs=1234abcdef=bounces+1.abc@registry.example"));

    [Theory]
    [InlineData("bounces", 1, "abc")]
    [InlineData("bounces@", 1, "abc")]
    [InlineData("bounces@registry.example", 1, "")]
    [InlineData("bounces@registry.example", 1, "a.b")]
    [InlineData("bounces@registry.example", -1, "abc")]
    [InlineData("reports-of-delivery-that-came-back-to-the-registry@registry.example", 1, "abcdefghijklmnop")]
    public void Make_Impossible_IsRefused(string mailbox, long id, string secret) => Assert.ThrowsAny<ArgumentException>(() => VerpAddress.Make(mailbox, id, secret));

    [Fact]
    public void Parse_RandomText_NeverThrows()
    {
        var random = new Random(20261124);
        for (var i = 0; i < 20_000; i++)
            VerpAddress.Parse(random.GetString("+@.az09 \u0451\u0130-", random.Next(80)));
    }
}
