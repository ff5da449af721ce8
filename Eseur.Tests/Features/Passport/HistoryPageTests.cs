using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Domain.Passports;

namespace Eseur.Tests.Features.Passport;

public sealed class HistoryPageTests : BunitRegistry, IAsyncLifetime
{
    private PassportDesk desk = default!;

    public async Task InitializeAsync()
    {
        desk = await PassportDesk.OpenAsync();
        Use(desk.Registry, Acting.As("Анна", 1, "/"));
    }

    async Task IAsyncLifetime.DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task More_SomebodySavedMeanwhile_GoesOnWhereItStopped()
    {
        for (var n = 1; n < 53; n++)
            await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Fill(InstitutionTab.Workers, n));
        await desk.Registry.CatchUpAsync();
        var page = Render<HistoryPage>(p => p.Add(x => x.Id, desk.SchoolId));
        Assert.Equal(50, page.FindAll(".change").Count);
        await desk.Registry.ChangeAsync(desk.SchoolId, o => o.Fill(InstitutionTab.Workers, 0));

        Click(page.Find(".button-wide"));

        page.WaitForAssertion(() => Assert.Equal(53, page.FindAll(".change").Count));
        Assert.Empty(page.FindAll(".button-wide"));
    }
}
