using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Live;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Data;

/// <summary>Runs where ESEUR_TEST_SQLSERVER holds the connection string of an existing, empty database.</summary>
public sealed class SqlServerFactAttribute : FactAttribute
{
    public static readonly string? Connection = Environment.GetEnvironmentVariable("ESEUR_TEST_SQLSERVER");

    public SqlServerFactAttribute()
    {
        if (string.IsNullOrWhiteSpace(Connection))
            Skip = "ESEUR_TEST_SQLSERVER is not set.";
    }
}

public sealed class SqlServerTests
{
    [SqlServerFact]
    public async Task Registry_MigratedFilledAndEdited_CountersAndBoardFollow()
    {
        await using var app = RegistryHost.Build(["--Database:Provider", "SqlServer", "--ConnectionStrings:Registry", SqlServerFactAttribute.Connection!, "--environment", "Testing"]);
        await app.Services.GetRequiredService<DatabaseStart>().MigrateAsync();
        await FillAsync(app);
        var board = app.Services.GetRequiredService<CompletenessBoard>();
        var catchUp = app.Services.GetRequiredService<BoardCatchUp>();
        await catchUp.RunAsync();
        var dues = Catalogue.Passport.Gap("dues")!;
        var before = Missing(board, dues);

        await using var context = await app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        context.Actor = Actor.System("Проверка");
        var school = await context.Organizations.WithPassport().FirstAsync(o => o.Level == OrganizationLevel.Primary && o.DuesRate == null);
        school.Fill(InpoTab.DuesRate, 1m);
        await context.SaveChangesAsync();
        await catchUp.RunAsync();

        Assert.Equal(before - 1, Missing(board, dues));
        Assert.Equal(Missing(board, dues), await new OrganizationFilter { Lacks = [dues] }.Apply(context, null, ReferenceBook.Default).CountAsync());
        await foreach (var difference in app.Services.GetRequiredService<Recount>().RunAsync())
            Assert.Fail($"{difference.Name}: {difference.Was} should be {difference.Becomes}.");
    }

    private static long Missing(CompletenessBoard board, Gap gap)
    {
        Assert.True(board.TryRead(board.RootId, out var root));
        return root.Figures.Of(gap).Part;
    }

    private static async Task FillAsync(WebApplication app)
    {
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<RegistryContext>>().CreateDbContextAsync();
        if (!await context.Organizations.AnyAsync())
            await app.Services.GetRequiredService<DemoLoader>().LoadAsync(DemoScale.Small, 1);
    }
}
