using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using PosCloud.Dashboard.Shell;
using PosCloud.Ui;
using PosCloud.Ui.Circuits;

namespace PosCloud.Dashboard.Hosting;

/// <summary>Blazor, keys on disk, headers and an orderly stop.</summary>
public static class PagesSetup
{
    private const string SharedKeys = "poscloud:dashboard:data-protection";

    public static void AddDashboardOptions(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsCheck>()
            .AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    /// <param name="redis">Keeps the keys of sign-ins for all dashboards; null: this one's data folder does.</param>
    internal static void AddPages(this WebApplicationBuilder builder, DashboardRedis? redis)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.DisconnectedCircuitMaxRetained = 100;
        });
        var keys = services.AddDataProtection().SetApplicationName("poscloud-dashboard");
        if (redis is null) keys.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(DataFolder(builder.Configuration), "keys")));
        else keys.PersistKeysToStackExchangeRedis(() => redis.ConnectAsync().GetAwaiter().GetResult().GetDatabase(), SharedKeys);
        services.AddSingleton<OpenCircuits>();
        services.AddHostedService<DashboardTelemetry>();
        services.AddScoped<CircuitHandler, TrackingCircuitHandler>();
        services.AddScoped<ToastQueue>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "poscloud-dashboard-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // The host must not wait for a hub that is down: pages open at once and say so.
        services.Configure<HostOptions>(options =>
        {
            options.ServicesStartConcurrently = true;
            options.ShutdownTimeout = TimeSpan.FromSeconds(4);
        });
    }

    public static void UsePages(this WebApplication app)
    {
        var culture = CultureInfo.GetCultureInfo(app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value.Culture);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new(culture),
            SupportedCultures = [culture],
            SupportedUICultures = [culture],
            RequestCultureProviders = [],
        });
        var circuits = app.Services.GetRequiredService<OpenCircuits>();
        // Registered late, so that it runs first when the host stops, while the pages' connections are still open.
        app.Lifetime.ApplicationStarted.Register(() =>
            app.Lifetime.ApplicationStopping.Register(() => circuits.PauseAllAsync().GetAwaiter().GetResult()));
        app.UseSecurityHeaders();
        app.UseOriginGate();
        app.UseStoppingGate(app.Lifetime);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization();
    }

    private static string DataFolder(ConfigurationManager configuration) => configuration["data"]
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "PosCloud", "dashboard");
}
