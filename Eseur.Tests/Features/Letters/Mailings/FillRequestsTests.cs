using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Notices;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>One click, and those who can fill a gap are asked to.</summary>
public sealed class FillRequestsTests : IAsyncLifetime
{
    private MailingGround ground = null!;

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Ask_WhereSomebodyWorks_LeadsThemToTheField()
    {
        await ground.HireAsync("third@school.example", RegistryRole.Chairperson, ground.Schools[2]);
        var answer = await AskAsync(Obstacle.NoAddress);

        Assert.Equal(new FillAnswer(1, 0, 0), answer);
        var cause = Assert.Single(await CausesAsync());
        Assert.Equal((NoticeKind.FillAsked, ground.Schools[2], ground.Apparatus.UserId, $"organizations/{ground.Schools[2]}/passport/chairperson?field=chair-email"), (cause.Kind, cause.OrganizationId, cause.ActorId, cause.Link));
        Assert.Contains("E-mail председателя", cause.Title, StringComparison.Ordinal);
        Assert.Contains("Областная организация", cause.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WhereNobodyWorks_GathersThemToTheNearestAbove()
    {
        var second = await ground.Registry.FoundAsync(OrganizationLevel.Primary, ground.Territory, "ППО без председателя");
        await ground.CatchUpAsync();
        Assert.Equal(new FillAnswer(0, 0, 2), await AskAsync(Obstacle.NoPerson));
        await ground.HireAsync("district@region.example", RegistryRole.Apparatus, ground.Territory);

        Assert.Equal(new FillAnswer(2, 0, 0), await AskAsync(Obstacle.NoPerson));
        var cause = Assert.Single(await CausesAsync());
        Assert.Equal(ground.Territory, cause.OrganizationId);
        Assert.Equal($"organizations?under={ground.Territory}&lacks=chairperson", cause.Link);
        Assert.Contains("2 организаций", cause.Text, StringComparison.Ordinal);
        Assert.True(second > 0);
    }

    [Fact]
    public async Task Ask_Again_WithinAWeekRepeatsNothing()
    {
        await ground.HireAsync("third@school.example", RegistryRole.Chairperson, ground.Schools[2]);
        await ground.HireAsync("sixth@school.example", RegistryRole.Chairperson, ground.Schools[5]);
        await AskAsync(Obstacle.NoAddress);

        Assert.Equal(new FillAnswer(0, 1, 0), await AskAsync(Obstacle.NoAddress));
        Assert.Equal(new FillAnswer(1, 0, 0), await AskAsync(Obstacle.NoConsent));
        await using (var context = await ground.Registry.OpenAsync())
            await context.NoticeCauses.ExecuteUpdateAsync(set => set.SetProperty(c => c.At, DateTime.UtcNow.AddDays(-8)).SetProperty(c => c.Key, c => c.Key + "0"));
        Assert.Equal(new FillAnswer(1, 0, 0), await AskAsync(Obstacle.NoAddress));
    }

    [Fact]
    public async Task Ask_OfThoseWhoRefused_IsRefused() => await Assert.ThrowsAsync<RuleBrokenException>(() => AskAsync(Obstacle.Refused));

    [Fact]
    public async Task Ask_OfALevel_AsksThatLevelAlone()
    {
        await ground.HireAsync("third@school.example", RegistryRole.Chairperson, ground.Schools[2]);
        Assert.Equal(new FillAnswer(0, 0, 0), await AskAsync(Obstacle.NoAddress, LevelGroup.Territorial));
        Assert.Equal(new FillAnswer(1, 0, 0), await AskAsync(Obstacle.NoAddress, LevelGroup.Primary));
    }

    [Fact]
    public async Task Asked_AndFilled_TellsItsAuthorOnceAndMayBeAskedAgain()
    {
        await ground.HireAsync("third@school.example", RegistryRole.Chairperson, ground.Schools[2]);
        await ground.HireAsync("sixth@school.example", RegistryRole.Chairperson, ground.Schools[5]);
        await ground.HireAsync("fifth@school.example", RegistryRole.Chairperson, ground.Schools[4]);
        await AskAsync(Obstacle.NoAddress);
        await AskAsync(Obstacle.NoConsent);
        await AskAsync(Obstacle.Returned);
        Assert.Equal(0, await FilledAsync());

        // An address that is taken away is not mended.
        await FillAsync(4, ChairpersonTab.Email, null);
        Assert.Equal(0, await FilledAsync());
        await FillAsync(2, ChairpersonTab.Email, "third@school.example");
        await FillAsync(4, ChairpersonTab.Email, "fifth@school.example");
        Assert.Equal(1, await FilledAsync());
        Assert.Equal(0, await FilledAsync());

        await using (var context = await ground.Registry.OpenAsync())
        {
            var told = await context.NoticeCauses.SingleAsync(c => c.Kind == NoticeKind.FillDone);
            Assert.Equal((ground.Apparatus.UserId, null, "E-mail председателя: 1 организация.\nE-mail председателя: письма возвращаются: 1 организация."), (told.UserId, told.OrganizationId, told.Text));
        }
        await FillAsync(2, ChairpersonTab.Email, null);
        await ground.CatchUpAsync();
        Assert.Equal(new FillAnswer(1, 0, 0), await AskAsync(Obstacle.NoAddress));
    }

    [Fact]
    public async Task AskedForThoseBelow_IsDoneWhenNobodyThereLacksIt()
    {
        await ground.HireAsync("district@region.example", RegistryRole.Apparatus, ground.Territory);
        await AskAsync(Obstacle.NoPerson);
        Assert.Equal(0, await FilledAsync());
        await ground.ElectAsync(ground.Schools[1], Obstacle.NoAddress);
        Assert.Equal(1, await FilledAsync());
        await using var context = await ground.Registry.OpenAsync();
        Assert.EndsWith(": 1 вышестоящая организация, ниже пропусков не осталось.", (await context.NoticeCauses.SingleAsync(c => c.Kind == NoticeKind.FillDone)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filled_SeenByTwoNodesAtOnce_IsToldOnce()
    {
        await ground.HireAsync("third@school.example", RegistryRole.Chairperson, ground.Schools[2]);
        await AskAsync(Obstacle.NoAddress);
        await FillAsync(2, ChairpersonTab.Email, "third@school.example");
        await ground.CatchUpAsync();
        var filled = ground.Registry.App.Services.GetRequiredService<FilledRequests>();
        Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => filled.RunAsync())))).Sum());
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(1, await context.NoticeCauses.CountAsync(c => c.Kind == NoticeKind.FillDone));
    }

    private async Task<int> FilledAsync()
    {
        await ground.CatchUpAsync();
        return await ground.Registry.App.Services.GetRequiredService<FilledRequests>().RunAsync();
    }

    private Task FillAsync(int school, Eseur.Domain.Fields.Field field, object? value) =>
        ground.Registry.ChangeAsync(ground.Schools[school], o => o.CurrentChairperson!.Fill(field, value));

    private Task<FillAnswer> AskAsync(Obstacle obstacle, LevelGroup? level = null) =>
        ground.Service<FillRequests>(ground.Apparatus).AskAsync(new MailingAudience(), LetterChannel.Email, ground.Region, obstacle, level);

    private async Task<List<NoticeCause>> CausesAsync()
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.NoticeCauses.AsNoTracking().Where(c => c.Kind == NoticeKind.FillAsked).ToListAsync();
    }
}
