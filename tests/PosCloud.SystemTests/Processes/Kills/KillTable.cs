using System.Diagnostics;
using System.Globalization;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The table of the kills that were made.</summary>
internal static class KillTable
{
    /// <summary>What a process ends with after SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private static readonly Lock Gate = new();
    private static readonly string? File = Environment.GetEnvironmentVariable("POSCLOUD_KILLS_TABLE");
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("POSCLOUD_KILLS_STEP");

    /// <summary>Makes the kills of one step, looks whether all is well, and notes them; a step that wasn't asked for is left out.</summary>
    /// <param name="kill">Kills once; gets the index of the kill, from 0.</param>
    /// <param name="whole">Compares everything, after the last kill.</param>
    public static async Task RunAsync(KillStep step, Func<int, Task> kill, Func<Task>? whole = null)
    {
        if (Wanted is { Length: > 0 } && !step.Name.Contains(Wanted, StringComparison.OrdinalIgnoreCase)) return;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < step.Kills; i++)
        {
            try
            {
                await kill(i);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{step.Name}, kill {i + 1} of {step.Kills} (moment {step.MomentOf(i)}): {problem.Message}", problem);
            }
        }

        var made = Stopwatch.GetElapsedTime(began);
        if (whole is not null) await whole();
        var line = string.Create(CultureInfo.InvariantCulture, $"{step.Name,-58}{step.Kills,5} kills {made.TotalSeconds,7:0.0} s");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (File is null) return;
        lock (Gate) System.IO.File.AppendAllText(File, line + "\n");
    }
}
