using System.CommandLine;
using System.CommandLine.Parsing;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Up;

/// <summary><c>up</c>: hub, dashboard and terminals on this machine, with a shop that has already traded.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 2, Description = "terminals with a screen, 1 to 6" };
        var data = new Option<string?>("--data") { Description = "where the shop is kept; .poscloud/shop when not given" };
        var fresh = new Option<bool>("--fresh") { Description = "wipes the folder first" };
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var live = new Option<bool>("--live") { Description = "the terminals without a screen go on selling" };
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 1, Description = "this release: 1" };
        var database = new Option<string>("--database") { DefaultValueFactory = _ => "sqlite", Description = "this release: sqlite" };
        var dotmim = new Option<bool>("--dotmim") { Description = "not in this release" };
        terminals.Validators.Add(result => Within(result, 1, MorningPlan.Terminals.Count));
        nodes.Validators.Add(result => Within(result, 1, 1));
        database.AcceptOnlyFromAmong("sqlite");

        var command = new Command("up", "Hub, dashboard and terminals on this machine")
        {
            terminals, data, fresh, portBase, live, nodes, database, dotmim,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            if (arguments.GetValue(dotmim))
            {
                await Console.Error.WriteLineAsync("The Dotmim engine is not in this release; leave --dotmim away to use the built-in one.");
                return 2;
            }

            var options = new UpOptions(
                Folder(arguments.GetValue(data)),
                arguments.GetValue(terminals),
                arguments.GetValue(fresh),
                arguments.GetValue(portBase),
                arguments.GetValue(live));
            return await UpSession.RunAsync(options, cancellation);
        });
        return command;
    }

    /// <summary>A relative folder is relative to where the caller stands, not to this program.</summary>
    private static string Folder(string? given) => given is null
        ? Path.Combine(ProgramPaths.Root, ".poscloud", "shop")
        : Path.GetFullPath(given, Environment.GetEnvironmentVariable("POSCLOUD_CALLER_FOLDER") ?? Environment.CurrentDirectory);

    private static void Within(OptionResult result, int least, int most)
    {
        var value = result.GetValueOrDefault<int>();
        if (value < least || value > most)
        {
            result.AddError($"{result.Option.Name} must be from {least} to {most}, not {value}");
        }
    }
}
