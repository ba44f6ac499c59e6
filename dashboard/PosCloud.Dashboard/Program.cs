using PosCloud.Dashboard.Hosting;

return await DashboardRun.RunAsync(args);
