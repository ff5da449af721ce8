using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Features.Letters;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Data;

/// <summary>A save that ends the right to write to somebody empties the queue of what waits for them.</summary>
public sealed class LetterWithdrawalsTests : IAsyncLifetime
{
    private LetterGround ground = null!;

    public async Task InitializeAsync() => ground = await LetterGround.OpenAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    public static TheoryData<string, Obstacle> Chairpersons => new()
    {
        { nameof(ChairpersonTab.ConsentEmail), Obstacle.Refused }, { "no consent", Obstacle.NoConsent }, { nameof(ChairpersonTab.Email), Obstacle.NoAddress },
        { nameof(ChairpersonTab.LeftOn), Obstacle.NoPerson }, { "removed", Obstacle.NoPerson }, { "another elected", Obstacle.NoPerson },
    };

    [Theory]
    [MemberData(nameof(Chairpersons))]
    public async Task Chairperson_MayNotBeWrittenToAnyMore_WaitingLetterIsWithheld(string what, Obstacle obstacle)
    {
        var (waiting, activist) = (await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued), await ground.QueueAsync(RecipientKind.Activist, LetterState.Queued));
        await ground.Registry.ChangeAsync(ground.School, o =>
        {
            var chairperson = o.CurrentChairperson!;
            switch (what)
            {
                case nameof(ChairpersonTab.ConsentEmail): chairperson.Fill(ChairpersonTab.ConsentEmail, false); break;
                case "no consent": chairperson.Fill(ChairpersonTab.ConsentEmail, null); break;
                case nameof(ChairpersonTab.Email): chairperson.Fill(ChairpersonTab.Email, null); break;
                case nameof(ChairpersonTab.LeftOn): chairperson.Fill(ChairpersonTab.LeftOn, new DateOnly(2026, 11, 1)); break;
                case "removed": ChairpersonTab.Chairpersons.Remove(o, chairperson); break;
                default:
                    var next = ChairpersonTab.Chairpersons.Blank();
                    next.Fill(ChairpersonTab.Name, "Новый Председатель");
                    ChairpersonTab.Chairpersons.Attach(o, next, new DateOnly(2026, 11, 1));
                    break;
            }
        });
        var letter = await ground.ReadAsync(waiting);
        Assert.Equal((LetterState.Suppressed, obstacle), (letter.State, letter.Obstacle));
        Assert.NotNull(letter.SettledAt);
        Assert.Equal(LetterState.Queued, (await ground.ReadAsync(activist)).State);
    }

    [Fact]
    public async Task Address_Corrected_WaitingLetterFollowsIt()
    {
        var waiting = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.Email, "Anna@New.Example"));
        var letter = await ground.ReadAsync(waiting);
        Assert.Equal((LetterState.Queued, "anna@new.example"), (letter.State, letter.Address!.ToLowerInvariant()));
        Assert.Equal("new.example", letter.Domain);
    }

    [Fact]
    public async Task Consent_ToOneChannel_WithdrawsThatChannelOnly()
    {
        var (mail, text) = (await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued), await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued, LetterChannel.Sms, "+79001112233", mailing: await ground.MailAsync()));
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentSms, false));
        Assert.Equal((LetterState.Queued, LetterState.Suppressed), ((await ground.ReadAsync(mail)).State, (await ground.ReadAsync(text)).State));
    }

    [Fact]
    public async Task Taken_IsWithheldAsWell_Sent_IsNotCalledBack()
    {
        var (sent, sending) = (await ground.QueueAsync(RecipientKind.Chairperson), await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued, mailing: await ground.MailAsync()));
        await using (var context = await ground.Registry.OpenAsync())
            Assert.Equal(1, await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(1), 10, []));
        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false));
        Assert.Equal((LetterState.Sent, LetterState.Suppressed), ((await ground.ReadAsync(sent)).State, (await ground.ReadAsync(sending)).State));
    }

    [Fact]
    public async Task OrganizationAndActivist_LoseTheirAddress_LettersAreWithheld()
    {
        var (own, activist) = (await ground.QueueAsync(RecipientKind.Organization, LetterState.Queued), await ground.QueueAsync(RecipientKind.Activist, LetterState.Queued));
        await ground.Registry.ChangeAsync(ground.School, o =>
        {
            o.Fill(AddressesTab.Email, null);
            ActivistsTab.Activists.Remove(o, o.Activists[0]);
        });
        Assert.Equal((Obstacle.NoAddress, Obstacle.NoPerson), ((await ground.ReadAsync(own)).Obstacle, (await ground.ReadAsync(activist)).Obstacle));
    }

    public static TheoryData<string, Obstacle> Members => new() { { "off", Obstacle.NoPerson }, { "consent", Obstacle.Refused }, { "processing", Obstacle.NoConsent }, { "email", Obstacle.NoAddress }, { "failed", Obstacle.Returned } };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Member_MayNotBeWrittenToAnyMore_WaitingLetterIsWithheld(string what, Obstacle obstacle)
    {
        var waiting = await ground.QueueAsync(RecipientKind.Member, LetterState.Queued);
        await ground.ChangeMemberAsync(m =>
        {
            switch (what)
            {
                case "off": m.TakeOff("own-wish", new DateOnly(2026, 11, 1)); break;
                case "consent": m.Fill(ContactsTab.ConsentEmail, false); break;
                case "processing": m.WithdrawConsent(new DateOnly(2026, 11, 1)); break;
                case "email": m.Fill(ContactsTab.Email, null); break;
                default: m.MarkEmailFailed(new DateOnly(2026, 11, 1)); break;
            }
        });
        var letter = await ground.ReadAsync(waiting);
        Assert.Equal((LetterState.Suppressed, obstacle), (letter.State, letter.Obstacle));
    }

    [Fact]
    public async Task Member_AnythingElseChanged_LetterWaitsOn()
    {
        var waiting = await ground.QueueAsync(RecipientKind.Member, LetterState.Queued);
        await ground.ChangeMemberAsync(m => m.Fill(WorkTab.Position, "Учитель"));
        Assert.Equal(LetterState.Queued, (await ground.ReadAsync(waiting)).State);
    }

    [Fact]
    public async Task Save_ByAPersonOfTheSchool_ReachesMailingsOfOthers()
    {
        var waiting = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        await using (var letters = await ground.Registry.OpenAsync())
            await letters.Letters.ExecuteUpdateAsync(set => set.SetProperty(l => l.OrganizationId, ground.Registry.RootId));
        await using (var context = await ground.Registry.OpenAsync())
        {
            var school = await context.Organizations.WithPassport().SingleAsync(o => o.Id == ground.School);
            context.Actor = new Actor("Председатель", null, Scope.Of([new Reach(RegistryRole.Chairperson, school.Path, null)]));
            school.CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false);
            await context.SaveChangesAsync();
        }
        Assert.Equal(Obstacle.Refused, (await ground.ReadAsync(waiting)).Obstacle);
    }

    [Fact]
    public async Task Save_ThatFails_WithholdsNothing()
    {
        var waiting = await ground.QueueAsync(RecipientKind.Chairperson, LetterState.Queued);
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Organizations.WithPassport().SingleAsync(o => o.Id == ground.School)).CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false);
            await ground.Registry.ChangeAsync(ground.School, o => o.Fill(AddressesTab.Site, "https://school.example"));
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => context.SaveChangesAsync());
        }
        Assert.Equal(LetterState.Queued, (await ground.ReadAsync(waiting)).State);
    }

    [Fact]
    public async Task Save_WithoutCancelling_IsRefusedWhereItCouldForgetTheQueue()
    {
        await using var context = await ground.Registry.OpenAsync();
        (await context.Organizations.WithPassport().SingleAsync(o => o.Id == ground.School)).CurrentChairperson!.Fill(ChairpersonTab.ConsentEmail, false);
        Assert.Throws<NotSupportedException>(() => context.SaveChanges());
    }
}
