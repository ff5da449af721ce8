using Eseur.Admin.Features.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Demo;

public sealed class DemoSignInsTests
{
    [Fact]
    public async Task Production_DemoDataLoaded_HasNobodyWithTheKnownPassword()
    {
        await using var registry = await TestRegistry.StartEmptyAsync("--environment", "Production", "--Demo:LoadWhenEmpty", "true");

        await registry.App.Services.GetRequiredService<DemoStart>().FillWhenEmptyAsync(default);

        await using var context = await registry.OpenAsync();
        Assert.True(await context.Organizations.AnyAsync());
        Assert.False(await context.Users.AnyAsync());
        Assert.Empty(await registry.App.Services.GetRequiredService<DemoSignIns>().ListAsync(default));
    }
}
