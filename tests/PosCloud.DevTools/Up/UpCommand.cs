using System.CommandLine;
using System.CommandLine.Parsing;
using PosCloud.DevTools.Databases;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Up;

/// <summary><c>up</c>: hub, dashboard and terminals on this machine, with a shop that has already traded.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 2, Description = "terminals with a screen, 1 to 6" };
        var data = new Option<string?>("--data") { Description = "where the shop is kept; .poscloud/shop, or shop-postgresql, when not given" };
        var fresh = new Option<bool>("--fresh") { Description = "wipes the folder first" };
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var live = new Option<bool>("--live") { Description = "the terminals without a screen go on selling" };
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 1, Description = "hub processes, 1 to 3; more than 1 need --database postgresql and Redis" };
        var database = new Option<string>("--database") { DefaultValueFactory = _ => UpOptions.Sqlite, Description = "sqlite or postgresql" };
        var dotmim = DotmimChoice.Option();
        terminals.Validators.Add(result => Within(result, 1, MorningPlan.Terminals.Count));
        nodes.Validators.Add(result => Within(result, 1, UpOptions.MostNodes));
        database.AcceptOnlyFromAmong(UpOptions.Sqlite, UpOptions.PostgreSql);

        var command = new Command("up", "Hub, dashboard and terminals on this machine")
        {
            terminals, data, fresh, portBase, live, nodes, database, dotmim,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            var chosen = arguments.GetValue(dotmim);
            var kind = DotmimChoice.Database(chosen, arguments.GetRequiredValue(database));
            var options = new UpOptions(
                Folder(arguments.GetValue(data), kind),
                arguments.GetValue(terminals),
                arguments.GetValue(fresh),
                arguments.GetValue(portBase),
                arguments.GetValue(live),
                arguments.GetValue(nodes),
                kind);
            if ((DotmimChoice.Problem(chosen) ?? options.Problem()) is { } problem)
            {
                await Console.Error.WriteLineAsync(problem);
                return 2;
            }

            DotmimChoice.Apply(chosen);
            return await UpSession.RunAsync(options, cancellation);
        });
        return command;
    }

    /// <summary>A relative folder is relative to where the caller stands, not to this program.</summary>
    private static string Folder(string? given, string database) => given is null
        ? Path.Combine(ProgramPaths.Root, ".poscloud", database == UpOptions.Sqlite ? "shop" : $"shop-{database}")
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
