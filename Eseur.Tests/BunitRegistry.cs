using System.Runtime.CompilerServices;
using Bunit;
using Eseur.Admin.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests;

/// <summary>Renders components over a real registry: what a component asks for comes from the application itself.</summary>
public sealed class BunitRegistry : BunitContext
{
    public BunitRegistry(TestRegistry registry)
    {
        Registry = registry;
        // The package that compares markup is missing from a partial feed; nothing here compares markup.
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer", throwOnError: true)!;
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
        Services.AddFallbackServiceProvider(registry.App.Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public TestRegistry Registry { get; }

    /// <summary>What the feed does after a save: the board catches up, and open pages are told.</summary>
    public async Task TellAsync() => News.Publish(await Registry.App.Services.GetRequiredService<BoardCatchUp>().RunAsync());

    internal BoardNews News => Registry.App.Services.GetRequiredService<BoardNews>();
}
