using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Export;
using PosCloud.Dashboard.Hosting;
using PosCloud.Dashboard.Hub;
using PosCloud.Dashboard.Live;
using PosCloud.ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults("poscloud-dashboard");
builder.AddDashboardOptions();
var redis = builder.AddHubClient();
builder.AddFleetFeed();
builder.AddAccounts();
builder.AddPages(redis);

var app = builder.Build();
app.UsePages();
app.MapServiceDefaults();
app.MapSignOut();
app.MapExports();

await app.RunAsync();
