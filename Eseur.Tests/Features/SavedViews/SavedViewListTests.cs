using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.SavedViews;
using Eseur.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.SavedViews;

public sealed class SavedViewListTests : IAsyncLifetime
{
    private TestRegistry registry = null!;
    private SavedViewList mine = null!, others = null!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        (mine, others) = (await ViewsOfAsync("a@views.example"), await ViewsOfAsync("b@views.example"));
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Save_SameTitleAgain_ReplacesTheQuery()
    {
        await mine.SaveAsync("members", " Студенты ", "?employment=student");
        await mine.SaveAsync("members", "Студенты", "?employment=student&ticket=none");

        var view = Assert.Single(await mine.OfAsync("members"));
        Assert.Equal(("Студенты", "?employment=student&ticket=none"), (view.Title, view.Query));
    }

    [Fact]
    public async Task Views_OfAnotherPersonOrList_AreNotSeenNorDeleted()
    {
        await mine.SaveAsync("members", "Мой", "?sex=man");
        var view = Assert.Single(await mine.OfAsync("members"));

        Assert.Empty(await others.OfAsync("members"));
        Assert.Empty(await mine.OfAsync("organizations"));
        await others.DeleteAsync(view.Id);
        Assert.Single(await mine.OfAsync("members"));
        await mine.DeleteAsync(view.Id);
        Assert.Empty(await mine.OfAsync("members"));
    }

    [Fact]
    public async Task Save_NoTitleOrTooMany_SaysWhy()
    {
        await Assert.ThrowsAsync<RuleBrokenException>(() => mine.SaveAsync("members", " ", ""));
        for (var i = 0; i < SavedViewList.Most; i++)
            await mine.SaveAsync("members", $"Отбор {i}", "");
        await Assert.ThrowsAsync<RuleBrokenException>(() => mine.SaveAsync("members", "Ещё один", ""));
        await mine.SaveAsync("members", "Отбор 0", "?sex=man");
    }

    private async Task<SavedViewList> ViewsOfAsync(string email)
    {
        await using var scope = registry.App.Services.CreateAsyncScope();
        var user = new RegistryUser { UserName = email, Email = email, DisplayName = email };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>().CreateAsync(user)).Succeeded);
        return new SavedViewList(new RegistryDatabase(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(Acting.As(email, user.Id, null))));
    }
}
