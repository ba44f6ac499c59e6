using PosCloud.Hub.Commands;

return await HubCommandLine.RunAsync(args);
