using PosCloud.Terminal.Hosting;

namespace PosCloud.Terminal.Commands;

/// <summary>Runs a command in the running terminal program, or on the files when none runs, and prints its answer.</summary>
public sealed class CommandRunner(TextWriter output, TextWriter errors)
{
    /// <summary>Runs one command and prints its answer; returns its exit code.</summary>
    public async Task<int> RunAsync(string folder, bool json, VerbCall call, CancellationToken cancellation)
    {
        var result = await RunningTerminal.TryAskAsync(folder, call, cancellation) ?? await FilesAlone.RunAsync(folder, call, cancellation);
        if (json && result.Json is not null)
        {
            await output.WriteLineAsync(result.Json.ToJsonString());
        }
        else
        {
            var isProblem = result.ExitCode is not (ExitCodes.Done or ExitCodes.Offline);
            await (isProblem ? errors : output).WriteLineAsync(result.Text);
        }

        return result.ExitCode;
    }

    /// <summary>Runs the terminal's screen until it's told to stop.</summary>
    public async Task<int> ServeAsync(string folder, string urls, CancellationToken cancellation)
    {
        if (LoopbackAddress.Problem(urls) is { } problem)
        {
            await errors.WriteLineAsync(problem);
            return ExitCodes.BadUsage;
        }

        return await ServeVerb.RunAsync(folder, urls, output, errors, cancellation);
    }
}
