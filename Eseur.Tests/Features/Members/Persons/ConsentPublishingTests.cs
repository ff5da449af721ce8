using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Admin.Shared;
using Eseur.Domain;
using Eseur.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Persons;

public sealed class ConsentPublishingTests : IAsyncLifetime
{
    private static readonly DateOnly Tomorrow = TimeProvider.System.MoscowToday().AddDays(1);
    private TestRegistry registry = default!;

    public async Task InitializeAsync() => registry = await TestRegistry.StartAsync();

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Publish_NewVersion_StandsBesideTheOldOnes()
    {
        await using var context = await registry.OpenAsync();
        var before = await context.ConsentTexts.AsNoTracking().OrderBy(t => t.Id).ToListAsync();
        await PublishAsync("/1/", "2027-1", Tomorrow, "Новый текст.\r\nВторая строка.");
        var after = await context.ConsentTexts.AsNoTracking().OrderBy(t => t.Id).ToListAsync();
        Assert.Equal(before.Select(t => (t.Version, t.Since, t.Body)), after.SkipLast(1).Select(t => (t.Version, t.Since, t.Body)));
        Assert.Equal(("2027-1", Tomorrow, "Новый текст.\nВторая строка."), (after[^1].Version, after[^1].Since, after[^1].Body));
    }

    [Theory]
    [InlineData("/1/2/", "2027-1", 1, "Текст.", "публикует аппарат Профсоюза")]
    [InlineData("/1/", "2025-1", 1, "Текст.", "уже опубликована")]
    [InlineData("/1/", "2027-1", -2, "Текст.", "Задним числом")]
    [InlineData("/1/", "2027-1", -5000, "Текст.", "с более позднего дня")]
    [InlineData("/1/", "", 1, "Текст.", "Версия текста")]
    [InlineData("/1/", "2027 / 1", 1, "Текст.", "латинские буквы")]
    [InlineData("/1/", "2027-1", 1, " ", "Текст согласия")]
    public async Task Publish_AgainstARule_IsRefusedInWords(string path, string version, int days, string body, string expected)
    {
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => PublishAsync(path, version, Tomorrow.AddDays(days), body));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        await using var context = await registry.OpenAsync();
        Assert.Equal(2, await context.ConsentTexts.CountAsync());
    }

    private async Task PublishAsync(string path, string version, DateOnly since, string body)
    {
        await using var scope = registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(PersonGround.As(RegistryRole.Apparatus, path));
        await scope.ServiceProvider.GetRequiredService<ConsentPublishing>().PublishAsync(version, since, body);
    }
}
