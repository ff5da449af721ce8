using System.Reflection;
using System.Runtime.CompilerServices;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Live;
using Eseur.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests;

/// <summary>
/// Components rendered without a browser. AngleSharp.Diffing is pruned (eng/README.md), so the comparer that bUnit wants
/// is put there uninitialised: markup is asserted by text and by elements, never by MarkupMatches.
/// </summary>
public class BunitRegistry : BunitContext
{
    public BunitRegistry()
    {
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer", throwOnError: true)!;
        Services.AddSingleton(comparer, RuntimeHelpers.GetUninitializedObject(comparer));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>Whatever a component asks for comes from the application itself.</summary>
    public BunitRegistry(TestRegistry registry)
        : this()
    {
        Registry = registry;
        Services.AddFallbackServiceProvider(registry.App.Services);
    }

    public TestRegistry? Registry { get; }

    internal BoardNews News => Registry!.App.Services.GetRequiredService<BoardNews>();

    /// <summary>What the feed does after a save: the board catches up, and open pages are told.</summary>
    public async Task TellAsync() => News.Publish(await Registry!.App.Services.GetRequiredService<BoardCatchUp>().RunAsync());

    /// <summary>Gives components what the running registry has; whatever they save is saved there.</summary>
    /// <param name="registry">The application on its own database.</param>
    /// <param name="actor">Who sits before the page.</param>
    public void Use(TestRegistry registry, Actor actor)
    {
        var app = registry.App.Services;
        foreach (var shared in new[] { typeof(IDbContextFactory<RegistryContext>), typeof(ReferenceStore), typeof(CompletenessBoard), typeof(BoardNews), typeof(TimeProvider) })
            Services.AddSingleton(shared, app.GetRequiredService(shared));
        Services.AddSingleton<ICurrentActor>(new FixedActor(actor));
        Services.AddScoped<RegistryDatabase>();
        Services.AddPassports();
    }

    /// <summary>Fields need nothing of the registry but its reference lists.</summary>
    public void UseReferencesOnly() => Services.AddSingleton(new ReferenceStore(null!));
}
