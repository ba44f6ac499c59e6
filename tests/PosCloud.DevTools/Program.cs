using System.CommandLine;
using PosCloud.DevTools.Story;
using PosCloud.DevTools.Testing;

var root = new RootCommand("What a developer runs; called through: dotnet dev.cs VERB")
{
    StoryCommand.Create(),
    TestCommand.Create(),
    CheckCommand.Create(),
    ScreensCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
