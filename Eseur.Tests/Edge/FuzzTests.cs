using System.Collections.Concurrent;
using System.Net;
using Eseur.Admin.Features.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Eseur.Tests.Edge;

/// <summary>A hundred thousand requests nobody meant to be answered: none is a fault of the program's.</summary>
public sealed class FuzzTests : IAsyncLifetime, IDisposable
{
    private const int Anonymous = 97_000;
    private const int SignedIn = 3_000;
    private const int AtOnce = 8;

    private readonly Faults faults = new();
    private TestRegistry registry = default!;

    public async Task InitializeAsync()
    {
        registry = await TestRegistry.StartEmptyAsync("--urls", "http://127.0.0.1:0", "--Demo:LoadWhenEmpty", "true", "--Limits:AnonymousPerMinute", "100000000", "--Limits:SignedInPerMinute", "100000000");
        registry.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(faults);
        await registry.App.Services.GetRequiredService<DemoStart>().FillWhenEmptyAsync(default);
        await registry.App.StartAsync();
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    public void Dispose() => faults.Dispose();

    [Fact]
    public async Task HundredThousandRequests_AnyAddressBodyAndHeader_NoneIsAFault()
    {
        using var nobody = Client();
        Assert.True(new RandomRequests(registry.App, 0).Templates.Count > 20);
        await SendAsync(nobody, Anonymous, 20261122);
        using var apparatus = await SignedInClient.SignInAsync(registry, "apparat@demo.eseur", DemoSignIns.Password);
        // Opened for the first time by several at once it makes its key once, and the database says that of the others.
        await apparatus.GetAsync(new Uri("account/second", UriKind.Relative));
        await SendAsync(apparatus, SignedIn, 20261123);
        Assert.True(faults.Seen.IsEmpty, string.Join("\n", faults.Seen.Take(4)));
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromSeconds(20) }) { BaseAddress = new Uri(registry.App.Urls.First()) };

    private Task SendAsync(HttpClient client, int count, int seed) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async one =>
    {
        var requests = new RandomRequests(registry.App, seed + one);
        for (var i = 0; i < count / AtOnce; i++)
        {
            using var request = requests.Next();
            HttpResponseMessage answer;
            try
            {
                answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
            {
                // The server put an end to a body that was too long, or the address was no address: an answer as well.
                continue;
            }
            using (answer)
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{request.Method} {request.RequestUri} answered {answer.StatusCode}");
        }
    }));

    /// <summary>Whatever the program itself calls an error.</summary>
    private sealed class Faults : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                Seen.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}
