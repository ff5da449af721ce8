using Eseur.Admin.Data;
using Eseur.Admin.Features.Members.Export;
using Eseur.Domain.Fields;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Tests.Shared.Csv;
using Eseur.Tests.Shared.Excel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Export;

/// <summary>Exported members hold every field of the card, in the order that was asked for.</summary>
public sealed class MemberExportTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    private TestRegistry registry = default!;
    private int school;

    private MemberExport Export => registry.As(Actor.System("Проверка")).GetRequiredService<MemberExport>();

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartAsync();
        var region = await registry.FoundAsync(OrganizationLevel.Regional, registry.RootId, "Регион");
        school = await registry.FoundAsync(OrganizationLevel.Primary, region, "=ППО школы № 1");
        await registry.CatchUpAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task WriteCsv_TwoCards_HasEveryFieldInTheAskedOrder()
    {
        var first = await PutAsync("Петрова", m => m.Fill(ContactsTab.Phone, "+79123456789"));
        var second = await PutAsync("Абрамова", m =>
        {
            m.Fill(PersonTab.Sex, Sex.Woman);
            m.Fill(RecordTab.DuesForm, "cashless");
        });

        var rows = await CsvAsync([first, second]);

        Assert.Equal(3, rows.Count);
        Assert.Superset(Catalogue.Card.Fields.Select(f => f.Label).ToHashSet(), rows[0].ToHashSet());
        Assert.Equal(["Петрова", "Абрамова"], rows.Skip(1).Select(r => Cell(rows, r, PersonTab.Surname)));
        Assert.Equal("8 9123456789", Cell(rows, rows[1], ContactsTab.Phone));
        Assert.Equal("Женский", Cell(rows, rows[2], PersonTab.Sex));
        Assert.Equal("Безналичная", Cell(rows, rows[2], RecordTab.DuesForm));
        Assert.Equal("'=ППО школы № 1", rows[1][1]);
        Assert.Equal("Регион", rows[1][2]);
    }

    [Fact]
    public async Task WriteCsv_CardThatIsNoMore_IsLeftOut()
    {
        var id = await PutAsync("Петрова", _ => { });

        Assert.Equal(2, (await CsvAsync([id + 1000, id])).Count);
    }

    [Fact]
    public async Task WriteExcel_TwoCards_HasTheirRows()
    {
        var ids = new[] { await PutAsync("Петрова", _ => { }), await PutAsync("Абрамова", _ => { }) };
        var file = new ForwardOnlyStream();

        var written = await Export.WriteExcelAsync(ids, file);

        Assert.Equal(2, written);
        using var book = new Book(file.Bytes);
        Assert.Equal(MemberTable.Name, Assert.Single(book.Sheets).Name);
    }

    [Fact]
    public async Task Write_ManyCards_TellsHowFarItIs()
    {
        var ids = new List<int>();
        for (var i = 0; i < 5; i++)
            ids.Add(await PutAsync("Петрова", _ => { }));
        var steps = new List<Eseur.Admin.Shared.Jobs.JobStep>();

        await Export.WriteCsvAsync([.. ids], new MemoryStream(), new Told(steps.Add));

        Assert.Equal(0, steps[0].Done);
        Assert.Equal((5, 5), (steps[^1].Done, steps[^1].Total));
    }

    private async Task<List<string[]>> CsvAsync(int[] ids)
    {
        var file = new MemoryStream();
        await Export.WriteCsvAsync(ids, file);
        return CsvReader.Read(file.ToArray());
    }

    private static string Cell(List<string[]> rows, string[] row, Field field) => row[Array.IndexOf(rows[0], field.Label)];

    private async Task<int> PutAsync(string surname, Action<Member> fill)
    {
        await using var context = await registry.OpenAsync();
        var member = Member.PutOnRecord(await context.Organizations.SingleAsync(o => o.Id == school), surname, "Анна", "Ивановна", Day, CardSource.Chairperson);
        fill(member);
        context.Add(member);
        await context.SaveChangesAsync();
        return member.Id;
    }

    private sealed class Told(Action<Eseur.Admin.Shared.Jobs.JobStep> report) : IProgress<Eseur.Admin.Shared.Jobs.JobStep>
    {
        public void Report(Eseur.Admin.Shared.Jobs.JobStep value) => report(value);
    }
}
