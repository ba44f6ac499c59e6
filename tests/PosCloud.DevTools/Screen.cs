using System.Diagnostics;
using System.Globalization;

namespace PosCloud.DevTools;

/// <summary>Lines for the person at the console: stages with their seconds, and plain sentences.</summary>
internal static class Screen
{
    /// <summary>Prints the name, does the work, prints how long it took and what came of it.</summary>
    public static async Task<T> StageAsync<T>(string name, Func<Task<T>> work, Func<T, string>? outcome = null)
    {
        Console.Write($"  {name,-12}");
        var watch = Stopwatch.StartNew();
        var result = await work();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:0.0} s  {outcome?.Invoke(result)}").TrimEnd());
        return result;
    }

    public static Task StageAsync(string name, Func<Task> work, string outcome = "") =>
        StageAsync(
            name,
            async () =>
            {
                await work();
                return outcome;
            },
            text => text);
}
