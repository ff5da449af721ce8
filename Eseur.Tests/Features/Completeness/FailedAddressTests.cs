using Eseur.Admin.Features.Completeness;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Eseur.Tests.Features.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Completeness;

/// <summary>Whom "letters come back" concerns: those who gave an address at all, in every count of it.</summary>
public sealed class FailedAddressTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly Gap OfChairperson = Catalogue.Passport.Gap("chair-email-works")!;
    private static readonly Gap OfSchool = Catalogue.Passport.Gap("email-works")!;
    private static readonly Gap OfMember = Catalogue.Card.Gap("email-own-works")!;

    private LetterGround ground = null!;

    public async Task InitializeAsync() => ground = await LetterGround.OpenAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Passport_WithAddresses_CountsThemAndWithoutNobody()
    {
        Assert.Equal((new Share(0, 1), new Share(0, 1)), await CountAsync());

        await ground.Registry.ChangeAsync(ground.School, o =>
        {
            o.MarkEmailFailed(Day);
            o.CurrentChairperson!.MarkFailed(ChairpersonTab.Email, Day);
        });
        Assert.Equal((new Share(1, 1), new Share(1, 1)), await CountAsync());

        await ground.Registry.ChangeAsync(ground.School, o =>
        {
            o.Fill(AddressesTab.Email, null);
            o.CurrentChairperson!.Fill(ChairpersonTab.Email, null);
        });
        Assert.Equal((new Share(0, 0), new Share(0, 0)), await CountAsync());

        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.Email, "new@school.example"));
        Assert.Equal((new Share(0, 1), new Share(0, 0)), await CountAsync());

        await ground.Registry.ChangeAsync(ground.School, o => o.CurrentChairperson!.Fill(ChairpersonTab.LeftOn, Day));
        Assert.Equal((new Share(0, 0), new Share(0, 0)), await CountAsync());
    }

    [Fact]
    public async Task Card_WithAnAddress_IsOneOfTheWhole()
    {
        Assert.Equal(new Share(0, 1), await CountMembersAsync());

        await ground.ChangeMemberAsync(m => m.MarkEmailFailed(Day));
        Assert.Equal(new Share(1, 1), await CountMembersAsync());

        await ground.ChangeMemberAsync(m => m.Fill(Eseur.Domain.Members.ContactsTab.Email, null));
        Assert.Equal(new Share(0, 0), await CountMembersAsync());
        Assert.Equal(1, await TotalAsync());
    }

    /// <summary>As every dashboard reads it; the counter row and a full recount say the same.</summary>
    private async Task<(Share Chairperson, Share School)> CountAsync()
    {
        Assert.Empty(await ground.Registry.App.Services.GetRequiredService<Recount>().RunAsync().ToListAsync());
        await ground.Registry.CatchUpAsync();
        Assert.True(ground.Registry.Board.TryRead(ground.School, out var node));
        Assert.Equal(Gaps.Of(await ground.SchoolAsync()), node.Own);
        return (node.Figures.Of(OfChairperson), node.Figures.Of(OfSchool));
    }

    private async Task<Share> CountMembersAsync()
    {
        Assert.Empty(await ground.Registry.App.Services.GetRequiredService<MemberRecount>().RunAsync().ToListAsync());
        await ground.Registry.CatchUpAsync();
        Assert.True(ground.Registry.Board.TryRead(ground.School, out var node));
        var own = Gaps.Of(await ground.MemberAsync());
        Assert.Equal((node.Figures.Of(OfMember).Whole, node.Figures.Of(OfMember).Part), ((own.Applicable >> OfMember.Bit) & 1, (own.Missing >> OfMember.Bit) & 1));
        return node.Figures.Of(OfMember);
    }

    private async Task<int> TotalAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.Members.CountAsync(m => m.OffRecordOn == null);
    }
}
