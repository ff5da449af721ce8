using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Domain.Members;
using Eseur.Domain.Passports;
using Eseur.Tests.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Members.Persons;

[Collection(PrintedOutput.Name)]
public sealed class RetentionTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("3", 3)]
    public void Settings_SaidOrNot_AreRead(string? text, int? years) => Assert.Equal(years, RetentionSettings.From(Configuration(text)).OffRecordYears);

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("три")]
    [InlineData("101")]
    public void Settings_WithoutSense_StopTheProgramInWords(string text) =>
        Assert.Contains("Retention:OffRecordYears", Assert.Throws<StartupException>(() => RetentionSettings.From(Configuration(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Erase_TimePassed_ErasesThoseAndOnlyThose()
    {
        await using var ground = await PersonGround.OpenAsync("--Retention:OffRecordYears", "3");
        var today = Eseur.Admin.Shared.Ru.MoscowToday(TimeProvider.System);
        await ground.ChangeAsync(m => m.TakeOff("own-wish", today.AddYears(-4)));
        var due = await Register.RegisterGround.PutAsync(ground.Registry, ground.School, "Давняя", "Анна", null);
        var onTheDay = await Register.RegisterGround.PutAsync(ground.Registry, ground.School, "Пограничная", "Анна", null);
        await OffAsync(ground, due, today.AddYears(-3).AddDays(-1));
        await OffAsync(ground, onTheDay, today.AddYears(-3));
        await Register.RegisterGround.PutAsync(ground.Registry, ground.School, "Нынешняя", "Анна", null);
        var retention = ground.Registry.App.Services.GetRequiredService<MemberRetention>();

        // Who still leads the organisation waits.
        Assert.Equal(1, await retention.CountAsync());
        Assert.Equal((1, 0), await retention.EraseAsync());
        Assert.Equal((0, 0), await retention.EraseAsync());

        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal([due], await context.Members.Where(m => m.ErasedOn != null).Select(m => m.Id).ToListAsync());
        Assert.Equal("Срок хранения", (await context.Changes.SingleAsync(c => c.MemberId == due && c.Act.StartsWith("Стёрты персональные данные"))).Actor);

        await ground.Registry.ChangeAsync(ground.School, o => o.Chairpersons[0].Fill(ChairpersonTab.LeftOn, today));
        Assert.Equal((1, 0), await retention.EraseAsync());
    }

    [Fact]
    public async Task Command_DryRunThenReal_CountsThenErases()
    {
        await using var ground = await PersonGround.OpenAsync();
        var due = await Register.RegisterGround.PutAsync(ground.Registry, ground.School, "Давняя", "Анна", null);
        await OffAsync(ground, due, new DateOnly(2001, 1, 1));
        string[] settings = ["--ConnectionStrings:Registry", ground.Registry.ConnectionString, "--Retention:OffRecordYears", "5"];

        var counted = await PrintedCommand.RunAsync(["retention", "--dry-run", .. settings]);
        Assert.Equal((0, ""), (counted.Code, counted.Errors));
        Assert.Contains("(5 лет после снятия с учёта) прошёл у карточек: 1.", counted.Output, StringComparison.Ordinal);
        Assert.False(await IsErasedAsync(ground, due));

        Assert.Contains("Стёрто: 1.", (await PrintedCommand.RunAsync(["retention", .. settings])).Output, StringComparison.Ordinal);
        Assert.True(await IsErasedAsync(ground, due));
        Assert.Contains("не задан", (await PrintedCommand.RunAsync("retention", "--ConnectionStrings:Registry", ground.Registry.ConnectionString)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-21T20:00:00", 4)]
    [InlineData("2026-11-21T23:59:00", 0)]
    [InlineData("2026-11-22T00:00:00", 24)]
    public async Task Keeper_AnyMoment_WaitsUntilThreeInTheMorningInMoscow(string utc, int hours)
    {
        await using var registry = await TestRegistry.StartEmptyAsync();
        var keeper = new RetentionKeeper(registry.App.Services.GetRequiredService<MemberRetention>(), new RetentionSettings(3),
            new SetClock(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)), NullLogger<RetentionKeeper>.Instance);
        Assert.Equal(hours, (int)keeper.UntilNext().TotalHours);
    }

    private static async Task OffAsync(PersonGround ground, int member, DateOnly on)
    {
        await using var context = await ground.Registry.OpenAsync();
        await context.Members.Where(m => m.Id == member).ExecuteUpdateAsync(set => set.SetProperty(m => m.OnRecordSince, (DateOnly?)null).SetProperty(m => m.OffRecordOn, on));
    }

    private static async Task<bool> IsErasedAsync(PersonGround ground, int member)
    {
        await using var context = await ground.Registry.OpenAsync();
        return await context.Members.AnyAsync(m => m.Id == member && m.ErasedOn != null);
    }

    private static IConfiguration Configuration(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Retention:OffRecordYears"] = text }).Build();
}
