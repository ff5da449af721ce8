using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Letters.Pages;
using Eseur.Domain.Letters;
using Eseur.Tests.Features.Letters.Mailings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eseur.Tests.Features.Letters.Pages;

/// <summary>What is typed is saved by itself, and where it cannot be it stays on the page.</summary>
public sealed class MailingEditorTests : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private MailingGround ground = null!;
    private int id;

    public async Task InitializeAsync()
    {
        ground = await MailingGround.StartAsync();
        (id, _) = await ground.DraftAsync(ground.Apparatus, ground.Region);
    }

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task Write_AfterAPause_IsSavedOnceByItself()
    {
        await using var editor = await OpenAsync();
        var saves = 0;
        editor.Changed += () => saves++;
        editor.Write("О", "Здравствуйте!");
        editor.Write("О собрании", "Здравствуйте!");
        Assert.True(editor.IsDirty);
        await UntilAsync(() => clock.Waits == 2);
        clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => !editor.IsDirty);

        Assert.Equal("О собрании", (await ground.MailingAsync(id)).Subject);
        Assert.Equal(1, saves);
        Assert.NotNull(editor.SavedAt);
    }

    [Fact]
    public async Task Dispose_BeforeThePauseIsOver_SavesWhatWasTyped()
    {
        var editor = await OpenAsync();
        editor.Write("О собрании", "Последние слова");
        await editor.DisposeAsync();
        await editor.DisposeAsync();

        Assert.Equal("Последние слова", (await ground.MailingAsync(id)).Body);
    }

    [Fact]
    public async Task Save_OverSomebodyElses_KeepsBothAndBecomesANewOne()
    {
        await using var mine = await OpenAsync();
        await using var other = await OpenAsync();
        other.Write("Чужая тема", "Чужие слова");
        Assert.True(await other.SaveAsync());
        mine.Write("Моя тема", "Мои слова");

        Assert.False(await mine.SaveAsync());
        Assert.True(mine.IsOvertaken);
        Assert.Equal("Мои слова", mine.Draft.Body);
        Assert.Contains("изменили на другой странице", mine.Problem, StringComparison.Ordinal);
        var copy = await mine.SaveAsNewAsync();
        Assert.Equal(("Чужие слова", "Мои слова"), ((await ground.MailingAsync(id)).Body, (await ground.MailingAsync(copy)).Body));
        Assert.False(mine.IsDirty);
    }

    [Fact]
    public async Task Save_TooLong_StaysOnThePageUntilItIsShort()
    {
        await using var editor = await OpenAsync();
        editor.Write(new string('т', Mailing.SubjectLength + 1), "Слова");
        Assert.False(await editor.SaveAsync());
        Assert.False(editor.IsOvertaken);
        Assert.Contains("Тема длиннее", editor.Problem, StringComparison.Ordinal);
        editor.Write("Тема", editor.Draft.Body);

        Assert.True(await editor.SaveAsync());
        Assert.Null(editor.Problem);
    }

    [Fact]
    public async Task Attach_WhileTyping_SavesTheTextFirstAndCountsOneVersionAfterAnother()
    {
        await using var editor = await OpenAsync();
        editor.Write("О собрании", "Во вложении — повестка.");
        Assert.True(await editor.AttachAsync("Повестка.pdf", "application/pdf", [1, 2, 3]));
        editor.Write("О собрании", "Во вложении — повестка и проект.");
        Assert.True(await editor.SaveAsync());

        Assert.Equal("Повестка.pdf", Assert.Single(editor.Now!.Files).Name);
        Assert.False(await editor.AttachAsync("вирус.exe", "application/x", [1]));
        Assert.Contains(".exe", editor.Problem, StringComparison.Ordinal);
    }

    private async Task<MailingEditor> OpenAsync()
    {
        var editor = new MailingEditor(ground.Service<MailingList>(ground.Apparatus), ground.Service<MailingActs>(ground.Apparatus), clock, NullLogger<MailingEditor>.Instance);
        await editor.LoadAsync(id);
        return editor;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
