using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Admin.Edge;
using Eseur.Admin.Features.Access;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Audit;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Dashboard;
using Eseur.Admin.Features.Demo;
using Eseur.Admin.Features.Letters;
using Eseur.Admin.Features.Letters.Writing;
using Eseur.Admin.Features.Members.Export;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Admin.Features.Members.PutOnRecord;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Features.Members.Tickets;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Notices;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Features.References;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Features.SavedViews;
using Eseur.Admin.Features.Search;
using Eseur.Admin.Layout;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Editing;
using Eseur.Admin.Shared.Jobs;
using Eseur.Admin.Shared.Mail;

namespace Eseur.Admin;

/// <summary>The web application put together; the same for the command line, for tests and for measurements.</summary>
public static class RegistryHost
{
    /// <param name="settings">Settings as arguments: --ConnectionStrings:Registry "…", --urls "…".</param>
    /// <exception cref="StartupException">A setting is missing or makes no sense.</exception>
    public static WebApplication Build(string[] settings)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = ContentRoot(), ApplicationName = typeof(RegistryHost).Assembly.GetName().Name });
        builder.WebHost.UseStaticWebAssets();
        AddServices(builder);
        var app = builder.Build();
        Configure(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        // A machine reads the log in production, and in a line of JSON nothing can pass for another line.
        if (builder.Environment.IsProduction() && builder.Configuration["Logging:Console:FormatterName"] is null)
            builder.Logging.AddJsonConsole();
        builder.AddEdge();
        services.AddRegistryData(DatabaseSettings.From(builder.Configuration));
        services.AddLiveBoard();
        services.AddMail(builder.Configuration, builder.Environment);
        services.AddLetters(builder.Configuration);
        services.AddBounces();
        services.AddUnsubscribing();
        services.AddAccounts(builder.Configuration);
        services.AddAccess();
        services.AddAudit();
        services.AddOrganizations();
        services.AddEditing();
        services.AddMemberRegister();
        services.AddSavedViews();
        services.AddPassports();
        services.AddMemberMoves();
        services.AddNotices(builder.Configuration);
        services.AddPuttingOnRecord();
        services.AddMemberCards();
        services.AddTickets();
        services.AddPersons(builder.Configuration);
        services.AddMemberExport();
        services.AddCompleteness();
        services.AddDashboard();
        services.AddJobs();
        services.AddReports();
        services.AddSearch();
        services.AddReferences();
        services.AddDemo();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents().LimitCircuits();
    }

    private static void Configure(WebApplication app)
    {
        app.UseEdge();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseSecondFactorGate();
        app.UseAuthorization();
        app.UseOpenSockets();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseStaleForms();
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccounts();
        app.MapMemberCards();
        app.MapPersons();
        app.MapJobs();
        app.MapLetterPreview();
        app.MapUnsubscribing();
        app.MapRazorComponents<App>().WithAccess().AddInteractiveServerRenderMode(options =>
        {
            // Our own policy says it, and more strictly.
            options.ContentSecurityFrameAncestorsPolicy = null;
            options.ConfigureWebSocketAcceptContext = (_, socket) =>
            {
                // The shared dictionary would double a circuit's memory; see docs/architecture.md.
                socket.DangerousEnableCompression = true;
                socket.DisableServerContextTakeover = true;
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>Where appsettings.json is: here when run from the sources, beside the program otherwise.</summary>
    private static string ContentRoot() =>
        File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json")) ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;
}
