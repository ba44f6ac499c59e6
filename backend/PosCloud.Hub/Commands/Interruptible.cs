using System.CommandLine;

namespace PosCloud.Hub.Commands;

/// <summary>A command that a person may end with Ctrl+C, or a service manager with SIGTERM, gets a sentence instead of a stack trace.</summary>
internal static class Interruptible
{
    public static void SetInterruptibleAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (line, told) =>
        {
            // Signals are watched from the first pause on.
            await Task.Yield();
            try
            {
                return await action(line, told);
            }
            catch (OperationCanceledException) when (told.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Interrupted before it was done. It can be given again.");
                return ExitCodes.CheckFailed;
            }
        });
}
