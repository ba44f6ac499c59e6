using System.CommandLine;
using PosCloud.DevTools.Benching;
using PosCloud.DevTools.Loading;
using PosCloud.DevTools.Replay;
using PosCloud.DevTools.Story;
using PosCloud.DevTools.Terminals;
using PosCloud.DevTools.Testing;
using PosCloud.DevTools.Up;

var root = new RootCommand("What a developer runs; called through: dotnet dev.cs VERB")
{
    UpCommand.Create(),
    StoryCommand.Create(),
    ReplayCommand.Create(),
    TestCommand.Create(),
    CheckCommand.Create(),
    ScreensCommand.Create(),
    SimulateCommand.Create(),
    KillsCommand.Create(),
    BenchCommand.Create(),
    TillCommand.Create(),
    LoadCommand.Create(),
};

// Ctrl+C: long enough to stop hub, dashboard and terminals one after the other.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
