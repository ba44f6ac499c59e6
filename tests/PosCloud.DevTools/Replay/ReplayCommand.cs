using System.CommandLine;
using System.Text.Json;
using PosCloud.DevTools.Databases;

namespace PosCloud.DevTools.Replay;

/// <summary><c>replay FILE</c>: sells the Online Retail file through real terminals against a real hub, then verifies.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "the Online Retail file, plain or gzip" };
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 4, Description = "1 to 20" };
        var offlineShare = new Option<double>("--offline-share") { DefaultValueFactory = _ => 0.3, Description = "part of the days a terminal is offline, 0 to 1" };
        var chaos = new Option<int?>("--chaos") { Description = "seed of kills of hub and terminals, faults on lines, a restore, a clone and a terminal set back" };
        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => int.MaxValue, Description = "only the first so many rows" };
        var database = ScratchDatabase.Option();
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output" };
        var dotmim = DotmimChoice.Option();
        var command = new Command("replay", "Sells a real retail file through real terminals") { file, terminals, offlineShare, chaos, rows, database, dotmim, portBase, json };
        command.SetAction((arguments, cancellation) => RunAsync(
            new ReplayOptions(
                Path.GetFullPath(arguments.GetValue(file)!, Environment.GetEnvironmentVariable("POSCLOUD_CALLER_FOLDER") ?? Environment.CurrentDirectory),
                Math.Clamp(arguments.GetValue(terminals), 1, 20),
                Math.Clamp(arguments.GetValue(offlineShare), 0, 1),
                arguments.GetValue(chaos),
                arguments.GetValue(rows),
                DotmimChoice.Database(arguments.GetValue(dotmim), arguments.GetRequiredValue(database)),
                arguments.GetValue(portBase),
                arguments.GetValue(json)),
            arguments.GetValue(dotmim),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ReplayOptions options, bool dotmim, CancellationToken cancellation)
    {
        if (!File.Exists(options.File))
        {
            await Console.Error.WriteLineAsync($"There is no file {options.File}");
            return 2;
        }

        if (options is { Chaos: not null, Terminals: < 2 })
        {
            await Console.Error.WriteLineAsync("--chaos needs two terminals: one is copied, another one set back");
            return 2;
        }

        if ((DotmimChoice.Problem(dotmim) ?? ScratchDatabase.Problem(options.Database)) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        DotmimChoice.Apply(dotmim);
        // With --json standard output belongs to the result.
        var output = options.Json ? Console.Error : Console.Out;
        var folder = Path.Combine(Path.GetTempPath(), $"poscloud-replay-{Environment.ProcessId}");
        ReplayReport report;
        await using (var database = await ScratchDatabase.StartAsync(options.Database, cancellation))
        await using (var run = new ReplayRun(options, folder, database, output))
        {
            report = await run.PlayAsync(cancellation);
        }

        report.Print(output);
        if (options.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        }

        if (report.Ok)
        {
            Directory.Delete(folder, recursive: true);
            return 0;
        }

        await output.WriteLineAsync($"The data is kept in {folder}");
        return 1;
    }
}
