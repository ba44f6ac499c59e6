using PosCloud.Simulation.Running;

// The tests, or with "simulate" many seeds by hand: dotnet dev.cs simulate.
return args is ["simulate", .. var rest]
    ? await SimulateCommand.RunAsync(rest)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
