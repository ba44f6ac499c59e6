using PosCloud.Dashboard.Hosting;

await DashboardHost.Build(args).RunAsync();
