using Eseur.Admin.Features.Letters;
using Eseur.Domain.Letters;

namespace Eseur.Tests.Features.Letters.Bounces;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("5.1.1", null, DeliveryVerdict.AddressDead)]
    [InlineData("5.0.0", "550 Message was not accepted -- invalid mailbox. Local mailbox is unavailable: user not found", DeliveryVerdict.AddressDead)]
    [InlineData("5.7.1", "550 5.7.1 No such user!", DeliveryVerdict.AddressDead)]
    [InlineData("550", "550 User unknown", DeliveryVerdict.AddressDead)]
    [InlineData("5.0.0", "550 spam message rejected", DeliveryVerdict.Refused)]
    [InlineData("5.7.1", "554 5.7.1 Message rejected under suspicion of SPAM", DeliveryVerdict.Refused)]
    [InlineData("550", "550 relaying denied", DeliveryVerdict.Refused)]
    [InlineData("550", "550 mailbox unavailable", DeliveryVerdict.AddressDead)]
    [InlineData("5.1.1", "550 5.1.1 unknown; blocked since", DeliveryVerdict.AddressDead)]
    [InlineData("5.2.2", "552 5.2.2 Mailbox full", DeliveryVerdict.Refused)]
    [InlineData("5.1.8", "550 5.1.8 Sender address rejected: user unknown", DeliveryVerdict.Refused)]
    [InlineData("4.2.2", "450 user unknown in cache, try later", DeliveryVerdict.Later)]
    [InlineData("450", "450 user unknown", DeliveryVerdict.Later)]
    [InlineData(null, "user unknown", DeliveryVerdict.Refused)]
    public void Verdict_OfServersWords_IsWhatTheyMean(string? status, string? words, DeliveryVerdict verdict) => Assert.Equal(verdict, Refusal.VerdictOf(status, words));
}
