using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared.Jobs;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Eseur.Tests.Shared.Excel;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Reports;

/// <summary>Two regions with schools, some of them filled, one closed; names that a table would compute if it were let.</summary>
internal sealed class ReportGround(TestRegistry registry) : IAsyncDisposable
{
    public static readonly string[] Formulas = ["=HYPERLINK(\"http://example.org\";\"СОШ\")", "+7 (912) 000-00-00", "@СОШ № 3", "-1+2"];

    public TestRegistry Registry => registry;

    public int Region { get; private set; }

    public int Town { get; private set; }

    public int OtherRegion { get; private set; }

    public IReadOnlyList<int> Schools { get; private set; } = [];

    public CompletenessReport Report => registry.As(Actor.System("Проверка")).GetRequiredService<CompletenessReport>();

    public ReportJobs Jobs => registry.As(Actor.System("Проверка")).GetRequiredService<ReportJobs>();

    public T Service<T>()
        where T : notnull => registry.App.Services.GetRequiredService<T>();

    public static async Task<ReportGround> LayAsync(params string[] settings)
    {
        var ground = new ReportGround(await TestRegistry.StartAsync(settings));
        await ground.FillAsync();
        await ground.Registry.CatchUpAsync();
        return ground;
    }

    public async Task<Book> ReadAsync(OrganizationFilter filter, IProgress<JobStep>? progress = null)
    {
        var file = new ForwardOnlyStream();
        await Report.WriteAsync(filter, file, progress);
        return new Book(file.Bytes);
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private async Task FillAsync()
    {
        Region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Областная организация", legalEntity: true);
        Town = await registry.FoundAsync(OrganizationLevel.Territorial, Region, "Городская организация");
        OtherRegion = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Краевая организация");
        var schools = new List<int>();
        foreach (var name in Formulas.Append("ППО СОШ № 10").Append("ППО " + new string('я', 240)))
            schools.Add(await registry.FoundAsync(OrganizationLevel.Primary, Town, name));
        Schools = schools;
        await registry.ChangeAsync(schools[0], o => o.Fill(InpoTab.DuesRate, 1m));
        await registry.ChangeAsync(schools[1], o =>
        {
            o.Fill(InstitutionTab.Inn, "7707083893");
            o.Confirm("Проверка", new DateTime(2026, 3, 1, 22, 30, 0, DateTimeKind.Utc));
            Elect(o, "Иванова Анна Петровна");
            Elect(o, "Петрова Мария Ивановна");
        });
        var closed = await registry.FoundAsync(OrganizationLevel.Primary, Town, "Закрытая школа");
        await registry.ChangeAsync(closed, o => o.Close(new DateOnly(2026, 1, 1)));
    }

    private static void Elect(Organization organization, string name)
    {
        var chairperson = (Chairperson)ChairpersonTab.Chairpersons.Blank();
        chairperson.Fill(ChairpersonTab.Name, name);
        ChairpersonTab.Chairpersons.Attach(organization, chairperson, new DateOnly(2026, 2, 2));
    }
}

/// <summary>Notes each step on the writer's own thread, in order.</summary>
internal sealed class Steps(Action<JobStep>? each = null) : IProgress<JobStep>
{
    public List<JobStep> Seen { get; } = [];

    public void Report(JobStep value)
    {
        Seen.Add(value);
        each?.Invoke(value);
    }
}
