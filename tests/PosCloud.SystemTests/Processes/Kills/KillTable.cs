using System.Diagnostics;
using System.Globalization;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>How many kills a step gets, and the table of those that were made.</summary>
internal static class KillTable
{
    /// <summary>What a process ends with after SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private static readonly Lock Gate = new();
    private static readonly string? File = Environment.GetEnvironmentVariable("POSCLOUD_KILLS_TABLE");
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("POSCLOUD_KILLS_STEP");

    /// <summary>The number that was asked for by hand, else this one.</summary>
    public static int Each(int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable("POSCLOUD_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : ordinary;

    /// <summary>Makes the kills of one step and notes them; a step that wasn't asked for is left out.</summary>
    /// <param name="kill">Kills once; gets the index of the kill, from 0.</param>
    public static async Task RunAsync(KillStep step, int kills, Func<int, Task> kill)
    {
        if (Wanted is { Length: > 0 } && !step.Name.Contains(Wanted, StringComparison.OrdinalIgnoreCase)) return;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < kills; i++)
        {
            try
            {
                await kill(i);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{step.Name}, kill {i + 1} of {kills} (moment {step.MomentOf(i, kills)}): {problem.Message}", problem);
            }
        }

        var line = string.Create(CultureInfo.InvariantCulture, $"{step.Name,-58}{kills,5} kills {Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.0} s");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (File is null) return;
        lock (Gate) System.IO.File.AppendAllText(File, line + "\n");
    }
}
