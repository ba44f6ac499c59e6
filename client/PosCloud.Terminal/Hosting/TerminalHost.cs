using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration.Memory;
using PosCloud.ServiceDefaults;
using PosCloud.ServiceDefaults.Health;
using PosCloud.Terminal.Catalogue;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Connectivity;
using PosCloud.Terminal.Credits;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Enrolment;
using PosCloud.Terminal.Payments;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;
using PosCloud.Terminal.Shifts;
using PosCloud.Ui;
using PosCloud.Ui.Circuits;

namespace PosCloud.Terminal.Hosting;

/// <summary>The web host of the terminal's screen, on loopback only.</summary>
public static class TerminalHost
{
    private static readonly Dictionary<string, string?> LogLevels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // Why a start failed is said once, in one sentence; a loop that ends the program is critical.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
    };

    /// <summary>Puts the parts together; nothing listens yet.</summary>
    /// <param name="commandToken">Token that lets commands of the same data folder in.</param>
    public static WebApplication Build(string dataFolder, string urls, string commandToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "poscloud-terminal" });
        // Quiet by default; configuration that comes after this one may say otherwise.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels });
        EngineSettings.Check(builder.Configuration);
        builder.WebHost.UseUrls(urls).UseStaticWebAssets().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddLoopbackNames(builder.Configuration, urls);
        builder.AddServiceDefaults("poscloud-terminal");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        builder.Services.AddSingleton(DeviceClock.Instance);
        builder.Services.AddTerminalEngine(dataFolder, options => EngineSettings.Apply(options, builder.Configuration));
        builder.Services.AddHealthChecks().AddCheck<JournalCheck>("journal", tags: [HostHealth.Ready]);
        builder.Services.AddSingleton<Verbs>();
        // Kept on disk, so that a page can take its state up again after a restart of the program.
        builder.Services.AddDataProtection().SetApplicationName("poscloud-terminal")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(dataFolder, "keys")));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddSingleton<OpenCircuits>();
        builder.Services.AddScoped<CircuitHandler, TrackingCircuitHandler>();
        builder.Services.AddPageStates();
        return Map(builder.Build().WarnOfUnknownSettings(EngineSettings.Known), commandToken);
    }

    /// <summary>What one open page keeps for itself; the sale itself is in the journal.</summary>
    private static void AddPageStates(this IServiceCollection services) => services
        .AddScoped<ToastQueue>()
        .AddScoped<ScreenState>()
        .AddScoped<CatalogueState>()
        .AddScoped<SaleActions>()
        .AddScoped<PaymentActions>()
        .AddScoped<CreditActions>()
        .AddScoped<ShiftActions>()
        .AddScoped<ConnectionState>()
        .AddScoped<EnrolmentState>();

    private static WebApplication Map(WebApplication app, string commandToken)
    {
        var circuits = app.Services.GetRequiredService<OpenCircuits>();
        app.Lifetime.ApplicationStarted.Register(() =>
            // Registered last, so it runs first: pages pause before their connections close.
            app.Lifetime.ApplicationStopping.Register(() => circuits.PauseAllAsync().GetAwaiter().GetResult()));
        app.UseStoppingGate(app.Lifetime);
        app.UseSecurityHeaders();
        app.UseOriginGate();
        app.UseStoreCulture();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapServiceDefaults();
        app.MapCommands(commandToken);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
