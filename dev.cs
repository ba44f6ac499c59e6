#:property PublishAot=false
// One entry for everything a developer does: dotnet dev.cs VERB. It builds what the verb needs, says how long
// that took, and hands over to tests/PosCloud.DevTools, which holds the logic.
using System.Diagnostics;
using System.Globalization;

var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
var tools = Path.Combine("tests", "PosCloud.DevTools");
string[] wholeSolution = ["test", "check", "screens", "simulate", "kills", "bench", "load"];
string[] programsOnly = ["up", "story", "replay"];

var verb = args.FirstOrDefault() ?? "help";
if (!wholeSolution.Contains(verb) && !programsOnly.Contains(verb))
{
    Console.WriteLine("""
        dotnet dev.cs VERB

          up [--terminals 2] [--data DIR] [--fresh] [--port-base 5100] [--live] [--nodes 1] [--database sqlite|postgresql] [--dotmim]
                              hub, dashboard and terminals on this machine, with a shop that has already traded
          story [--database sqlite|postgresql] [--dotmim]
                              plays: sell offline, restart, reconnect, queue empties, stock equal everywhere
          test [kind] [--all] every test; kind is unit, grain, system, browser or simulation; --all adds the long ones
          check               format, analyzers, dependency and tidy rules, documents, vulnerable packages
          replay FILE [--chaos SEED] [--database sqlite|postgresql] [--dotmim]
                              sells a real retail file through real terminals against a real hub, then verifies; with a seed it
                              kills hub and terminals, spoils lines, restores the hub, copies a terminal and sets one back
          screens             retakes every picture of the gallery
          simulate [--runs N] [--seed N] [--bugs]
                              the whole system by seeds, with every fault, checked by a model; one seed with its trace
          kills [--each 25] [--step NAME]
                              terminal and hub killed with minus nine at named steps; counts per step
          bench bootstrap [--products 100000]
                              a hub makes a ready-made replica, empty terminals begin with it
          load storm [--terminals 500] [--orders 1000]
                              terminals that sold offline come back in the same second
        """);
    return verb is "help" or "--help" or "-h" ? 0 : 2;
}

// The child sees Ctrl+C too and stops what it has started; leaving first would orphan it.
Console.CancelKeyPress += (_, key) => key.Cancel = true;

var target = wholeSolution.Contains(verb) ? "PosCloud.sln" : tools;
var dotmim = programsOnly.Contains(verb) && args.Contains("--dotmim");
string[] withDotmim = dotmim ? ["-p:Dotmim=true"] : [];
if (dotmim && Run("dotnet", ["restore", "client/PosCloud.Terminal.Dotmim", "--verbosity", "quiet", .. withDotmim], quiet: true).ExitCode != 0)
{
    Console.Error.WriteLine("The Dotmim.Sync 1.3.0 packages aren't in the registries this machine restores from; README, \"The Dotmim engine\", says how to make them, or leave --dotmim away.");
    return 2;
}

var built = Stage("restore", ["restore", target, "--verbosity", "quiet", .. withDotmim])
    && Stage("build", ["build", target, "--no-restore", "--verbosity", "quiet", "-nologo", .. withDotmim]);
if (!built)
{
    if (verb is "test")
    {
        Console.WriteLine("0 passed, 1 failed, 0 skipped");
    }

    return 1;
}

var extension = OperatingSystem.IsWindows() ? ".exe" : "";
return Run(Path.Combine(root, tools, "bin", dotmim ? "dotmim/Debug" : "Debug", "net10.0", "poscloud-dev" + extension), args, quiet: false).ExitCode;

bool Stage(string name, string[] arguments)
{
    Console.Write($"  {name,-12}");
    var watch = Stopwatch.StartNew();
    var (exitCode, output) = Run("dotnet", arguments, quiet: true);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:0.0} s"));
    if (exitCode != 0)
    {
        Console.WriteLine(output);
    }

    return exitCode == 0;
}

(int ExitCode, string Output) Run(string program, string[] arguments, bool quiet)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = root, RedirectStandardOutput = quiet };
    start.Environment["POSCLOUD_CALLER_FOLDER"] = Environment.CurrentDirectory;
    using var process = Process.Start(start)!;
    var output = quiet ? process.StandardOutput.ReadToEnd() : "";
    process.WaitForExit();
    return (process.ExitCode, output);
}
