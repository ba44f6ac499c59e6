using System.CommandLine;
using System.Text.Json;

namespace PosCloud.DevTools.Loading;

/// <summary><c>load NAME</c>: many terminals against one hub on this machine.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "storm: terminals that sold offline come back in the same second" };
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 500, Description = "how many" };
        var orders = new Option<int>("--orders") { DefaultValueFactory = _ => 1_000, Description = "that each of them sold meanwhile" };
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output" };
        name.AcceptOnlyFromAmong("storm");
        var command = new Command("load", "Many terminals against one hub on this machine") { name, terminals, orders, portBase, json };
        command.SetAction((arguments, cancellation) => RunAsync(
            Math.Clamp(arguments.GetValue(terminals), 1, 2_000), Math.Clamp(arguments.GetValue(orders), 1, 10_000), arguments.GetValue(portBase), arguments.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int terminals, int orders, int portBase, bool json, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("poscloud-storm-").FullName;
        try
        {
            await using var storm = new StormLoad(folder, portBase, json ? Console.Error : Console.Out);
            var report = await storm.RunAsync(terminals, orders, cancellation);
            report.Print(json ? Console.Error : Console.Out);
            if (json) Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            return report.IsWhole ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
