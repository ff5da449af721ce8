using Eseur.Domain.Letters;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Letters;

/// <summary>What stands between a letter and somebody, by what their record says.</summary>
public sealed class ContactTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory]
    [InlineData("anna@school.example", false, true, Obstacle.None)]
    [InlineData(null, false, true, Obstacle.NoAddress)]
    [InlineData("  ", false, true, Obstacle.NoAddress)]
    [InlineData("anna@school", false, true, Obstacle.BadAddress)]
    [InlineData("anna school.example", false, null, Obstacle.BadAddress)]
    [InlineData("anna@school.example", true, true, Obstacle.Returned)]
    [InlineData("anna@school.example", false, null, Obstacle.NoConsent)]
    [InlineData("anna@school.example", false, false, Obstacle.Refused)]
    public void Chairperson_ByEmail_MeetsTheFirstThingToMend(string? email, bool failed, bool? agrees, Obstacle expected) =>
        Assert.Equal(expected, Contact.OfChairperson(LetterChannel.Email, email, failed ? Day : null, agrees, phone: null, agreesSms: null, card: null, agreesPush: null).Obstacle);

    [Fact]
    public void Chairperson_OtherChannels_HaveTheirOwnAddressesAndConsents()
    {
        var (sms, push) = (By(LetterChannel.Sms), By(LetterChannel.Push));

        Assert.Equal(("+79120000001", Obstacle.None), (sms.Address, sms.Obstacle));
        Assert.Equal(("42", Obstacle.Refused), (push.Address, push.Obstacle));

        static Contact By(LetterChannel channel) => Contact.OfChairperson(channel, "anna@school.example", Day, false, "+79120000001", true, 42, false);
    }

    [Fact]
    public void Mailbox_OfAnOrganization_NeedsNobodysConsent()
    {
        Assert.Equal(Obstacle.None, Contact.OfOrganization(LetterChannel.Email, "school@example.org", null).Obstacle);
        Assert.Equal(Obstacle.Returned, Contact.OfOrganization(LetterChannel.Email, "school@example.org", Day).Obstacle);
        Assert.Equal(Obstacle.NoAddress, Contact.OfOrganization(LetterChannel.Sms, "school@example.org", null).Obstacle);
    }

    [Fact]
    public void Member_WithoutConsentToProcessing_IsWrittenToByNoChannel() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Known()), Arb.From(Gen.Elements(Enum.GetValues<LetterChannel>())), (who, channel) =>
    {
        var without = who(channel, null).Obstacle;
        var with = who(channel, Day).Obstacle;

        Assert.NotEqual(Obstacle.None, without);
        // The consent to processing mends nothing else, and hides nothing else.
        Assert.Equal(with == Obstacle.None ? Obstacle.NoConsent : with, without);
    }));

    /// <summary>People of whom this and that is known.</summary>
    private static Gen<Func<LetterChannel, DateOnly?, Contact>> Known() =>
        from email in Gen.Elements<string?>(null, "anna@school.example", "anna@")
        from failed in Gen.Elements<DateOnly?>(null, Day)
        from phone in Gen.Elements<string?>(null, "+79120000001", "пять")
        from email1 in Answers()
        from sms in Answers()
        from push in Answers()
        select (Func<LetterChannel, DateOnly?, Contact>)((channel, processing) => Contact.OfMember(channel, 7, processing, email, failed, email1, phone, sms, push));

    private static Gen<bool?> Answers() => Gen.Elements<bool?>(null, true, false);

    [Fact]
    public void Remedy_OfEveryObstacle_OpensAPlaceThatIsThere()
    {
        foreach (var kind in new[] { RecipientKind.Chairperson, RecipientKind.Organization, RecipientKind.Activist, RecipientKind.Member })
        {
            foreach (var obstacle in new[] { Obstacle.NoAddress, Obstacle.BadAddress, Obstacle.Returned })
                Assert.Contains(Remedy.Of(kind, LetterChannel.Email, obstacle)!.Tab, Eseur.Domain.Fields.Catalogue.Passport.Tabs.Concat(Eseur.Domain.Fields.Catalogue.Card.Tabs));
            Assert.Null(Remedy.Of(kind, LetterChannel.Email, Obstacle.Refused));
        }
        Assert.Equal(["chairperson", "chair-email", "chair-email-works", "chair-consent-email"],
            new[] { Obstacle.NoPerson, Obstacle.NoAddress, Obstacle.Returned, Obstacle.NoConsent }.Select(o => Remedy.Of(RecipientKind.Chairperson, LetterChannel.Email, o)!.Gap!.Key));
        // What is filled wrongly is no empty place, so no list of empty places finds it.
        Assert.Equal(("chair-email", null), (Remedy.Of(RecipientKind.Chairperson, LetterChannel.Email, Obstacle.BadAddress)!.Key, Remedy.Of(RecipientKind.Chairperson, LetterChannel.Email, Obstacle.BadAddress)!.Gap));
    }
}
