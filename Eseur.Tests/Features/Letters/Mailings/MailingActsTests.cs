using Eseur.Admin.Data;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Letters;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Features.Letters.Mailings;

/// <summary>A mailing from its draft to its end, by people's hands.</summary>
public sealed class MailingActsTests : IAsyncLifetime
{
    private MailingGround ground = null!;

    private MailingActs Acts => ground.Service<MailingActs>(ground.Apparatus);

    public async Task InitializeAsync() => ground = await MailingGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Draft_SavedOverAnothersEdit_IsRefusedAndNothingIsLost()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        var colleague = await ground.HireAsync("colleague@region.example", RegistryRole.Apparatus, ground.Region);
        await ground.Service<MailingActs>(colleague).SaveAsync(id, version, Words("Слова коллеги"));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => Acts.SaveAsync(id, version, Words("Мои слова")));

        Assert.Contains("colleague@region.example", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("Слова коллеги", "colleague@region.example"), await ground.MailingAsync(id) is var m ? (m.Body, m.Author) : default);
    }

    [Fact]
    public async Task Drafts_SavedAtOnce_OneIsKeptAndTheOtherToldSo()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        var saves = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await Acts.SaveAsync(id, version, Words($"Слова {i}"));
                return 1;
            }
            catch (RuleBrokenException)
            {
                return 0;
            }
        })));
        Assert.Equal(1, saves.Sum());
    }

    [Fact]
    public async Task Copy_OfASentMailing_IsADraftOfItsOwnWithTheFiles()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        version = await Acts.AttachAsync(id, version, "C:\\Мои файлы\\Повестка.pdf", "application/pdf", [1, 2, 3]);
        await Acts.PlanAsync(id, version, null, null);
        await ground.TurnAsync();
        var copy = await Acts.CopyAsync(id);

        var details = await ground.Service<MailingList>(ground.Apparatus).FindAsync(copy);
        Assert.Equal((MailingState.Draft, "О конференции", "Здравствуйте!", true), (details!.State, details.Subject, details.Body, details.MayWrite));
        Assert.Equal(("Повестка.pdf", 3), details.Files.Select(f => (f.Name, f.Size)).Single());
        await Acts.DetachAsync(copy, details.Version, details.Files[0].Id);
        Assert.Single((await ground.Service<MailingList>(ground.Apparatus).FindAsync(id))!.Files);
    }

    [Theory]
    [InlineData("отчёт.exe")]
    [InlineData("отчёт.pdf.js")]
    [InlineData("макрос.xlsm. ")]
    public async Task Attach_AProgram_IsRefused(string name)
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts.AttachAsync(id, version, name, "application/pdf", [1]));
        Assert.Empty((await ground.Service<MailingList>(ground.Apparatus).FindAsync(id))!.Files);
    }

    [Fact]
    public async Task Delete_Draft_IsGone_AndASentOneStays()
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        await Acts.AttachAsync(id, version, "Повестка.pdf", "application/pdf", [1]);
        await Acts.DeleteAsync(id);
        var sent = await ground.SentAsync(ground.Apparatus, ground.Region);
        await Assert.ThrowsAsync<RuleBrokenException>(() => Acts.DeleteAsync(sent));

        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal([sent], await context.Mailings.Select(m => m.Id).ToListAsync());
        Assert.Empty(await context.Set<MailingFile>().ToListAsync());
    }

    [Fact]
    public async Task Cancel_Running_WithholdsWhatWaitsAndLetsGoWhatIsOnItsWay()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await using (var context = await ground.Registry.OpenAsync())
            Assert.Equal(1, await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5), 1, []));
        await Acts.CancelAsync(id);
        await ground.TurnAsync();

        var letters = await ground.LettersAsync(id);
        Assert.Equal((1, 2, 6), (letters.Count(l => l.State == LetterState.Sending), letters.Count(l => l.Obstacle == Obstacle.Cancelled), letters.Count(l => l.State == LetterState.Suppressed && l.Obstacle != Obstacle.Cancelled)));
        Assert.Equal(MailingState.Cancelled, (await ground.MailingAsync(id)).State);
        // The server answers "later", and its turn never comes again.
        await using (var context = await ground.Registry.OpenAsync())
        {
            (await context.Letters.SingleAsync(l => l.State == LetterState.Sending)).PutOff("4.2.2", "mailbox full", DateTime.UtcNow);
            await context.SaveChangesAsync();
        }
        await ground.TurnAsync();
        Assert.DoesNotContain(await ground.LettersAsync(id), l => !l.IsSettled);
    }

    [Fact]
    public async Task PauseAndResume_Running_HoldLettersMeanwhile()
    {
        var id = await ground.SentAsync(ground.Apparatus, ground.Region);
        await Acts.PauseAsync(id);
        Assert.Equal(0, await ClaimAsync());
        await Acts.ResumeAsync(id);
        Assert.Equal(3, await ClaimAsync());

        async Task<int> ClaimAsync()
        {
            await using var context = await ground.Registry.OpenAsync();
            return await context.ClaimLettersAsync(Guid.NewGuid(), DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5), 10, []);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Acts_OfWhoeverMayNotWriteThere_AreRefusedAndChangeNothing(bool analyst)
    {
        var (id, version) = await ground.DraftAsync(ground.Apparatus, ground.Region);
        var stranger = analyst ? await ground.HireAsync("a@region.example", RegistryRole.PersonalAnalyst, ground.Region) : await ground.HireAsync("b@beside.example", RegistryRole.Apparatus, ground.Beside);
        var acts = ground.Service<MailingActs>(stranger);

        Func<Task>[] all =
        [
            () => acts.CreateAsync(ground.Region), () => acts.CopyAsync(id), () => acts.SaveAsync(id, version, Words("Чужие слова")), () => acts.DeleteAsync(id), () => acts.AttachAsync(id, version, "a.pdf", "", [1]),
            () => acts.PlanAsync(id, version, null, null), () => acts.CancelAsync(id), () => ground.Service<FillRequests>(stranger).AskAsync(id, Obstacle.NoAddress, null),
        ];
        foreach (var act in all)
            await Assert.ThrowsAsync<RuleBrokenException>(act);

        var mailing = await ground.MailingAsync(id);
        Assert.Equal((version, MailingState.Draft, "Здравствуйте!"), (mailing.Version, mailing.State, mailing.Body));
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(1, await context.Mailings.CountAsync());
    }

    [Fact]
    public async Task List_OfMailings_HasDraftsFirstAndWhatBecameOfTheOthers()
    {
        var sent = await ground.SentAsync(ground.Apparatus, ground.Region);
        var (draft, _) = await ground.DraftAsync(ground.Apparatus, ground.Territory);
        var list = ground.Service<MailingList>(ground.Apparatus);

        var rows = await list.PageAsync(0, 10);
        Assert.Equal([draft, sent], rows.Select(r => r.Id));
        Assert.Equal((9, 3, "Областная организация"), (rows[1].Recipients, rows[1].Waiting, rows[1].Organization));
        Assert.Equal([draft], (await list.PageAsync(0, 10, ground.Territory)).Select(r => r.Id));
        Assert.Equal(1, await list.CountAsync(state: MailingState.Running));
        // A chairperson of a school sees no mailing of the region's.
        Assert.Empty(await ground.Service<MailingList>(ground.Chairperson).PageAsync(0, 10));
        Assert.Null(await ground.Service<MailingList>(ground.Chairperson).FindAsync(sent));
        Assert.Null(await ground.Service<MailingFigures>(ground.Chairperson).OfAsync(sent));
    }

    private static MailingDraft Words(string body) => new(LetterChannel.Email, new MailingAudience(), "Тема", body);
}
