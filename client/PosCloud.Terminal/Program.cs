using System.CommandLine;
using PosCloud.Terminal.Commands;

var runner = new CommandRunner(Console.Out, Console.Error);
var parsed = new CommandLineRoot(runner).Build().Parse(args);
if (parsed.Errors.Count == 0)
{
    // The web host watches the signals itself and stops in its own order; a second watcher would only delay the end.
    var isServe = parsed.CommandResult.Command.Name == CommandLineRoot.ServeName;
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = isServe ? null : TimeSpan.FromSeconds(2) });
}

foreach (var error in parsed.Errors)
{
    await Console.Error.WriteLineAsync(error.Message);
}

return ExitCodes.BadUsage;
