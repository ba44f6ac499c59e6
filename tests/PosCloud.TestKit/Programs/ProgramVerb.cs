using System.Diagnostics;

namespace PosCloud.TestKit.Programs;

/// <summary>Runs one verb of a program to its end.</summary>
public static class ProgramVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs the program; a verb that has not ended after five minutes is killed.</summary>
    public static Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        RunAsync(program, arguments, null, Limit, cancellation);

    /// <param name="environment">Beyond this process's own; null for nothing.</param>
    public static Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellation) =>
        RunAsync(program, arguments, environment, Limit, cancellation);

    /// <exception cref="TimeoutException">The verb had not ended after <paramref name="limit"/> and was killed.</exception>
    public static Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellation) =>
        RunAsync(program, arguments, null, limit, cancellation);

    /// <inheritdoc cref="RunAsync(string, IReadOnlyList{string}, TimeSpan, CancellationToken)"/>
    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment,
        TimeSpan limit,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = ProgramPaths.Root,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ShortLife.Apply(start);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"Could not start {program}");
        process.StandardInput.Close();
        var commandLine = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop.Token);
            return new CommandResult(commandLine, process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{commandLine} had not ended after {limit.TotalSeconds:0} s.\n{await output}\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
