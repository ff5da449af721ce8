using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Eseur.Tests.Shared.Mail;

/// <summary>From words to a mail server, and what happens where there is none.</summary>
public sealed class OutgoingLettersTests : IAsyncDisposable
{
    private static readonly LetterWords Words = new("Проверка письма", ["Здравствуйте, <b>Анна</b>!"], ("Открыть", new Uri("https://registry.example/a?b=1&c=2")), ["Это примечание."]);
    private readonly MailServer mail = new();
    private readonly ManualClock clock = new();
    private readonly Journal journal = new();
    private readonly string folder = Directory.CreateTempSubdirectory("eseur-letters-").FullName;
    private readonly List<IAsyncDisposable> opened = [];

    [Fact]
    public async Task Letter_ToServer_ComesWithBothBodiesAndNothingFetched()
    {
        var queue = await StartAsync(mail.Settings);
        queue.Post(Order);
        var letter = await mail.ReadAsync();

        Assert.Equal(("Проверка письма", "anna@example.org", "auto-generated"), (letter.Header("Subject"), letter.To, letter.Header("Auto-Submitted")));
        Assert.EndsWith("<confirmation@registry.example>", letter.Header("From"), StringComparison.Ordinal);
        Assert.Equal("https://registry.example/a?b=1&c=2", letter.Text.Split('\n').Single(l => l.StartsWith("https", StringComparison.Ordinal)));
        Assert.Contains("&lt;b&gt;", letter.Html, StringComparison.Ordinal);
        Assert.Contains("\"Segoe UI\"", letter.Html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(img|link|script)|url\\(|@import", letter.Html);
    }

    [Fact]
    public async Task Server_AnswersNotNow_IsAskedAgainLater()
    {
        mail.Refusing = 2;
        var queue = await StartAsync(mail.Settings);
        queue.Post(Order);
        for (var i = 0; i < 2; i++)
        {
            await UntilAsync(() => clock.Waits == i + 1);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("anna@example.org", (await mail.ReadAsync()).To);
        Assert.Equal(2, mail.Refused);
    }

    [Fact]
    public async Task Server_NeverTakesIt_IsGivenUpWithAnErrorThatNamesNobody()
    {
        mail.Refusing = int.MaxValue;
        var queue = await StartAsync(mail.Settings);
        queue.Post(Order);
        for (var i = 0; i < 4; i++)
        {
            await UntilAsync(() => clock.Waits == i + 1);
            clock.Advance(TimeSpan.FromMinutes(15));
        }

        await UntilAsync(() => journal.Lines.Any(l => l.Level == LogLevel.Error));
        Assert.DoesNotContain(journal.Lines, l => l.Text.Contains("anna", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Order_ThatFails_DoesNotStopTheNext()
    {
        var queue = await StartAsync(mail.Settings);
        queue.Post((_, _) => throw new InvalidOperationException());
        queue.Post((_, _) => Task.FromResult<Letter?>(null));
        queue.Post(Order);
        Assert.Equal("anna@example.org", (await mail.ReadAsync()).To);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task NoServer_ErrorForAdministratorsThatNamesNobody(string environment)
    {
        var queue = await StartAsync([], environment);
        queue.Post(Order);
        await UntilAsync(() => journal.Lines.Any(l => l.Level == LogLevel.Error));
        Assert.Contains("Mail:Host", Assert.Single(journal.Lines, l => l.Level == LogLevel.Error).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(journal.Lines, l => l.Text.Contains("anna", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Production", 0)]
    [InlineData("Development", 1)]
    public async Task NoServerButAFolder_IsWrittenThereOutsideProductionOnly(string environment, int letters)
    {
        var queue = await StartAsync(["--Mail:Folder", folder], environment);
        queue.Post(Order);
        await UntilAsync(() => journal.Lines.Count > 0);
        Assert.Equal(letters, Directory.GetFiles(folder, "*.eml").Length);
    }

    [Theory]
    [InlineData("registry.example.org")]
    [InlineData("ftp://registry.example.org")]
    public void PublicAddress_Broken_SaysSo(string value) =>
        Assert.Contains("PublicAddress", Assert.Throws<StartupException>(() => new PublicAddress(Settings(["--PublicAddress", value]), In("Production"), null!)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://registry.example.org", "https://registry.example.org/sign-in/reset?user=1")]
    [InlineData("https://example.org/registry/", "https://example.org/registry/sign-in/reset?user=1")]
    public void PublicAddress_Given_BeginsLinks(string value, string link) =>
        Assert.Equal(link, new PublicAddress(Settings(["--PublicAddress", value]), In("Production"), null!).Find("sign-in/reset?user=1")!.ToString());

    [Fact]
    public void PublicAddress_MissingInProduction_IsNotGuessed() => Assert.Null(new PublicAddress(Settings([]), In("Production"), null!).Find("sign-in"));

    private static async Task<Letter?> Order(IServiceProvider services, CancellationToken cancel) =>
        await services.GetRequiredService<LetterWriter>().WriteAsync("anna@example.org", "Анна Петрова", Words);

    private async Task<OutgoingLetters> StartAsync(string[] settings, string environment = "Testing")
    {
        var services = new ServiceCollection().AddLogging(log => log.AddProvider(journal)).AddSingleton<TimeProvider>(clock);
        services.AddMail(Settings(settings), In(environment));
        var provider = services.BuildServiceProvider();
        opened.Add(provider);
        var queue = provider.GetRequiredService<OutgoingLetters>();
        await queue.StartAsync(default);
        return queue;
    }

    private static IConfiguration Settings(string[] settings) => new ConfigurationBuilder().AddCommandLine(settings).Build();

    private static HostingEnvironment In(string environment) => new HostingEnvironment { EnvironmentName = environment };

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in opened)
            await provider.DisposeAsync();
        await mail.DisposeAsync();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Journal : ILoggerProvider, ILogger
    {
        private readonly List<(LogLevel Level, string Text)> lines = [];

        public IReadOnlyList<(LogLevel Level, string Text)> Lines
        {
            get
            {
                lock (lines)
                    return [.. lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add((logLevel, $"{formatter(state, exception)} {exception}"));
        }

        public void Dispose()
        {
        }
    }
}
