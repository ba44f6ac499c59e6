using PosCloud.Terminal.Commands;

var runner = new CommandRunner(Console.Out, Console.Error);
var parsed = new CommandLineRoot(runner).Build().Parse(args);
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync();
}

foreach (var error in parsed.Errors)
{
    await Console.Error.WriteLineAsync(error.Message);
}

return ExitCodes.BadUsage;
