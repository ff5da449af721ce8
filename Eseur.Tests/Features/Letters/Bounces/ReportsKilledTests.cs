using System.Globalization;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Shared.Mail.Reports;
using Eseur.Domain.Letters;
using Eseur.Domain.Passports;
using Eseur.Tests.Features.Letters.Outbox;
using Eseur.Tests.Shared.Mail.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Letters.Bounces;

/// <summary>A node that dies over a report: the file is neither lost nor counted twice.</summary>
public sealed class ReportsKilledTests : IAsyncLifetime
{
    private const string Mailbox = "bounces@registry.example";
    private const int Reports = 120;
    private const int Kills = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("eseur-killed-").FullName;
    private LetterGround ground = null!;

    public async Task InitializeAsync()
    {
        ground = await LetterGround.OpenAsync();
        foreach (var name in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(Path.Combine(folder, name));
    }

    public async Task DisposeAsync()
    {
        await ground.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Program_KilledAgainAndAgainWhileItReads_SettlesEveryReportOnce()
    {
        var letters = await QueueAsync();
        foreach (var (i, letter) in letters.Index())
            await File.WriteAllBytesAsync(Path.Combine(folder, "new", $"{i:000}.eml"), ReportSamples.Of(Verp(letter), letter.Address!, "failed", "5.1.1", "550 5.1.1 User unknown"));

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var doomed = Serve();
            await UntilAsync(() => Count("cur") >= kill * Reports / (Kills + 2), doomed);
            await doomed.KillAsync();
            Assert.InRange(Count("new"), 1, Reports);
            // Every file lies somewhere, and what the dead node was at lies where the next looks for it.
            Assert.Equal((Reports, 0), (Count("new") + Count("taken") + Count("cur"), Count("aside")));
            Assert.InRange(Count("taken"), 0, kill);
        }
        TenMinutesPass();
        await using (var last = Serve())
            await UntilAsync(() => Count("cur") == Reports, last);

        Assert.Equal((0, 0, 0), (Count("new"), Count("taken"), Count("aside")));
        Assert.Equal(Reports, Directory.GetFiles(Path.Combine(folder, "cur")).Select(f => Path.GetFileName(f)[..3]).Distinct().Count());
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(Reports, await context.Letters.CountAsync(l => l.State == LetterState.Bounced && l.Status == "5.1.1"));
        Assert.Equal(Reports, await context.Set<Activist>().CountAsync(a => a.EmailFailedOn != null));
        // One act on record for each.
        Assert.Equal(Reports, await context.Changes.CountAsync(c => c.Act == "Письмо вернулось: адрес не работает"));
    }

    [Fact]
    public async Task Node_DiesBetweenTheSaveAndTheMove_ReadsItAgainAndChangesNothing()
    {
        var (bounced, complained) = (await ground.QueueAsync(RecipientKind.Chairperson), await ground.QueueAsync(RecipientKind.Activist));
        await File.WriteAllBytesAsync(Path.Combine(folder, "new", "a"), ReportSamples.Of(Verp(bounced), bounced.Address!, "failed", "5.1.1", "550 5.1.1 User unknown"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "new", "b"), ComplaintSamples.Of("abuse", $"Original-Mail-From: <{Verp(complained)}>"));
        var clock = new SetClock(DateTime.UtcNow);
        var letters = ground.Registry.App.Services.GetRequiredService<ReturnedLetters>();
        var read = 0;

        await new ReportFolder(folder, clock, NullLogger<ReportFolder>.Instance).TakeAsync(async (bytes, cancel) =>
        {
            await letters.TakeAsync(bytes, cancel);
            read++;
            // What follows never happens.
            throw new InvalidOperationException("killed");
        }, default);
        Assert.Equal((2, 2), (read, Count("taken")));
        // Meanwhile people say something else.
        await ground.Registry.ChangeAsync(ground.School, o => o.Activists[0].Fill(ActivistsTab.ConsentEmail, true));
        var version = (await ground.SchoolAsync()).Version;
        clock.Utc += ReportFolder.TakenFor;
        Assert.Equal(2, await new ReportFolder(folder, clock, NullLogger<ReportFolder>.Instance).TakeAsync(letters.TakeAsync, default));

        Assert.Equal((0, 2, 0), (Count("taken"), Count("cur"), Count("aside")));
        Assert.Equal((version, LetterState.Bounced, LetterState.Delivered), ((await ground.SchoolAsync()).Version, (await ground.ReadAsync(bounced)).State, (await ground.ReadAsync(complained)).State));
        Assert.True((await ground.SchoolAsync()).Activists[0].ConsentEmail);
    }

    private SenderProcess Serve() => SenderProcess.Serve(ground.Registry, "--Mail:Bounces", Mailbox, "--Mail:BouncesFolder", folder, "--Sending:Enabled", "false", "--Notices:Rounds", "false");

    private async Task<List<Letter>> QueueAsync()
    {
        await ground.Registry.ChangeAsync(ground.School, o =>
        {
            // One of them is there.
            for (var i = 1; i < Reports; i++)
            {
                var activist = ActivistsTab.Activists.Blank();
                activist.Fill(ActivistsTab.Name, $"Активист {i}");
                activist.Fill(ActivistsTab.Email, $"activist{i}@school.example");
                activist.Fill(ActivistsTab.ConsentEmail, true);
                ActivistsTab.Activists.Attach(o, activist, new DateOnly(2026, 9, 1));
            }
        });
        var letters = new List<Letter>();
        foreach (var activist in (await ground.SchoolAsync()).Activists)
            letters.Add(await ground.QueueAsync(RecipientKind.Activist, address: activist.Email, to: activist.Id));
        return letters;
    }

    /// <summary>What a dead node had taken lies there until ten minutes have passed: its names say when that was.</summary>
    private void TenMinutesPass()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "taken")))
        {
            var name = Path.GetFileName(file);
            var at = DateTime.ParseExact(name[..17], "yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) - ReportFolder.TakenFor;
            File.Move(file, Path.Combine(folder, "taken", at.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + name[17..]));
        }
    }

    private static async Task UntilAsync(Func<bool> condition, SenderProcess program)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, program.Said);
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private int Count(string name) => Directory.Exists(Path.Combine(folder, name)) ? Directory.GetFiles(Path.Combine(folder, name)).Length : 0;

    private static string Verp(Letter letter) => VerpAddress.Make(Mailbox, letter.Id, letter.Secret);
}
