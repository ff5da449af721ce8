using System.Globalization;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Bunit;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Features.Members.Tickets;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Editing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
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
    /// <param name="registry">The application on its own database.</param>
    /// <param name="actor">Who sits before the page; somebody who sees all unless said.</param>
    public BunitRegistry(TestRegistry registry, Actor? actor = null)
        : this()
    {
        Registry = registry;
        var scope = registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(actor ?? Actor.System("Проверка"));
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
    }

    public TestRegistry? Registry { get; private set; }

    internal BoardNews News => Registry!.App.Services.GetRequiredService<BoardNews>();

    /// <summary>What the feed does after a save: the board catches up, and open pages are told.</summary>
    public async Task TellAsync() => News.Publish(await Registry!.App.Services.GetRequiredService<BoardCatchUp>().RunAsync());

    /// <summary>Gives components what the running registry has; whatever they save is saved there.</summary>
    /// <param name="registry">The application on its own database.</param>
    /// <param name="actor">Who sits before the page.</param>
    public void Use(TestRegistry registry, Actor actor)
    {
        Registry = registry;
        var app = registry.App.Services;
        foreach (var shared in new[] { typeof(IDbContextFactory<RegistryContext>), typeof(ReferenceStore), typeof(CompletenessBoard), typeof(BoardNews), typeof(TimeProvider), typeof(ReadingRecorder) })
            Services.AddSingleton(shared, app.GetRequiredService(shared));
        Services.AddSingleton<ICurrentActor>(new FixedActor(actor));
        Services.AddScoped<RegistryDatabase>();
        Services.AddScoped<VisibleBoard>();
        Services.AddEditing();
        Services.AddPassports();
        Services.AddAccessPages();
        Services.AddMemberCards();
        Services.AddScoped<CardReadings>();
        Services.AddTickets();
        Services.AddSingleton<AntiforgeryStateProvider, NoForgery>();
        Services.AddDashboard();
    }

    public override IRenderedComponent<TComponent> Render<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>>? parameterBuilder = null)
    {
        // Not sooner: the renderer builds the services, and no more could be added to them.
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return base.Render(parameterBuilder);
    }

    protected void Type(IElement element, string text) => Raise(element, "oninput", new ChangeEventArgs { Value = text });

    protected void Change(IElement element, string text) => Raise(element, "onchange", new ChangeEventArgs { Value = text });

    protected void Blur(IElement element) => Raise(element, "onblur", new FocusEventArgs());

    public void Click(IElement element) => Raise(element, "onclick", new MouseEventArgs());

    protected void Submit(IElement form) => Raise(form, "onsubmit", EventArgs.Empty);

    protected void Press(IElement element, string key) => Raise(element, "onkeydown", new KeyboardEventArgs { Key = key });

    private void Raise(IElement element, string name, EventArgs args) => RaiseAsync(element, name, args).GetAwaiter().GetResult();

    /// <summary>
    /// bUnit's own events walk up the tree with the pruned AngleSharp.Diffing; the handler's number stands on the element,
    /// so it is called by that, on the element itself or the nearest above that listens. Ends when the handler does.
    /// </summary>
    protected Task RaiseAsync(IElement element, string name, EventArgs args)
    {
        var listening = element;
        while (listening is not null && listening.GetAttribute("blazor:" + name) is null)
            listening = listening.ParentElement;
        var handler = listening?.GetAttribute("blazor:" + name) ?? throw new InvalidOperationException($"Nothing listens to {name} at {element.OuterHtml}");
#pragma warning disable BL0006 // The renderer asks for it and there is no other way to say what was typed.
        var field = new Microsoft.AspNetCore.Components.RenderTree.EventFieldInfo { FieldValue = (args as ChangeEventArgs)?.Value ?? "" };
#pragma warning restore BL0006
        return Renderer.Dispatcher.InvokeAsync(() => Renderer.DispatchEventAsync(ulong.Parse(handler, CultureInfo.InvariantCulture), field, args));
    }

    /// <summary>No request stands behind a component rendered here.</summary>
    private sealed class NoForgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    /// <summary>Fields need nothing of the registry but its reference lists.</summary>
    public void UseReferencesOnly() => Services.AddSingleton(new ReferenceStore(null!));
}
