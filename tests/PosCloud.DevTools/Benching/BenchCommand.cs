using System.CommandLine;
using System.Text.Json;

namespace PosCloud.DevTools.Benching;

/// <summary><c>bench NAME</c>: measures one thing on this machine and prints what it took.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "bootstrap: a hub makes a ready-made replica and empty terminals begin with it" };
        var products = new Option<int>("--products") { DefaultValueFactory = _ => 100_000, Description = "with two barcodes each" };
        var terminals = new Option<int>("--terminals") { DefaultValueFactory = _ => 5, Description = "measured one after the other" };
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output" };
        var command = new Command("bench", "Measures on this machine") { name, products, terminals, portBase, json };
        command.SetAction((arguments, cancellation) => arguments.GetValue(name) == "bootstrap"
            ? RunAsync(Math.Clamp(arguments.GetValue(products), 2_000, 1_000_000), Math.Clamp(arguments.GetValue(terminals), 1, 50), arguments.GetValue(portBase), arguments.GetValue(json), cancellation)
            : UnknownAsync(arguments.GetValue(name)));
        return command;
    }

    private static async Task<int> RunAsync(int products, int terminals, int portBase, bool json, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("poscloud-bench-").FullName;
        try
        {
            await using var bench = new BootstrapBench(folder, portBase, json ? Console.Error : Console.Out);
            var report = await bench.RunAsync(products, terminals, cancellation);
            report.Print(json ? Console.Error : Console.Out);
            if (json) Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> UnknownAsync(string? name)
    {
        await Console.Error.WriteLineAsync($"There is no benchmark '{name}'; there is: bootstrap");
        return 2;
    }
}
