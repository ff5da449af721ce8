using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Audit;

public sealed class AuditPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Page_OpenedByAnAuditor_TellsChangesFieldByFieldAndIsItselfOnRecord()
    {
        await using var registry = await AuditGround.StartAsync("Тверская областная организация");
        await registry.CatchUpAsync();
        await using var bunit = new BunitRegistry(registry, Auditor());

        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo("audit?subject=organization");
        var page = bunit.Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Contains("Тверская областная организация", page.Find(".entries").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains(page.FindAll("details .lines li"), l => l.TextContent.Contains("Полное название", StringComparison.Ordinal) && l.TextContent.Contains("Тверская", StringComparison.Ordinal));
        Assert.Contains("пломба № 1", page.Find(".seals").TextContent, StringComparison.Ordinal);
        await registry.App.Services.GetRequiredService<ReadingRecorder>().FlushAsync();
        await using var context = await registry.OpenAsync();
        Assert.Equal(("Белова", Eseur.Domain.Changes.ReadingKind.Audit), Assert.Single(await context.Readings.ToListAsync()) is var r ? (r.Actor, r.Kind) : default);
    }

    [Fact]
    public async Task Page_FilterTyped_IsInTheAddressAndShowsTheRest()
    {
        await using var registry = await AuditGround.StartAsync("Тверская областная организация", "Томская областная организация");
        await registry.CatchUpAsync();
        await using var bunit = new BunitRegistry(registry, Auditor());
        bunit.Services.GetRequiredService<NavigationManager>().NavigateTo("audit?subject=organization");
        var page = bunit.Render<AuditPage>();
        page.WaitForElement(".entries li", Patience);

        await page.Find("#audit-text").TriggerEventAsync("onchange", new ChangeEventArgs { Value = "томская" });

        page.WaitForAssertion(() => Assert.DoesNotContain("Тверская", page.Find(".entries").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Томская", page.Find(".entries").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("audit?subject=organization&text=%D1%82%D0%BE%D0%BC%D1%81%D0%BA%D0%B0%D1%8F", bunit.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Found_IsACsvWithARowForEachFieldAndOnRecord()
    {
        await using var registry = await AuditGround.StartAsync("=Тверская областная организация");
        await using var scope = registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(Auditor());
        var job = scope.ServiceProvider.GetRequiredService<AuditJobs>().Export(7, "audit", new AuditFilter { Text = "=Тверская" });
        await job.Finished;

        using var reader = new StreamReader(job.Open()!);
        var text = await reader.ReadToEndAsync();
        Assert.Contains("Полное название;;;'=Тверская областная организация", text, StringComparison.Ordinal);
        await using var context = await registry.OpenAsync();
        Assert.Equal((Eseur.Domain.Changes.ReadingKind.Export, 1), Assert.Single(await context.Readings.Select(r => new { r.Kind, r.Count }).ToListAsync()) is var r ? (r.Kind, r.Count!.Value) : default);
    }

    private static Actor Auditor() => new("Белова", 7, Scope.Of([new Reach(RegistryRole.Auditor, "/1/", null)]));
}
