using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Export;
using PosCloud.Dashboard.Hub;
using PosCloud.Dashboard.Live;
using PosCloud.ServiceDefaults;

namespace PosCloud.Dashboard.Hosting;

/// <summary>Puts the dashboard's process together; nothing listens yet.</summary>
public static class DashboardHost
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "poscloud-dashboard" });
        configure?.Invoke(builder);
        builder.WebHost.UseStaticWebAssets().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddServiceDefaults("poscloud-dashboard");
        builder.AddDashboardOptions();
        var redis = builder.AddHubClient();
        builder.AddFleetFeed();
        builder.AddAccounts();
        builder.AddPages(redis);

        var app = builder.Build().WarnOfUnknownSettings((DashboardOptions.Section, typeof(DashboardOptions)));
        app.UsePages();
        app.MapServiceDefaults();
        app.MapSignOut();
        app.MapExports();
        return app;
    }
}
