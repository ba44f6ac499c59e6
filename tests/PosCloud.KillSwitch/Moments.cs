using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PosCloud.KillSwitch;

/// <summary>
/// Every moment a test may want this process dead at: a statement, a write or sync of a file, a part of a request. The
/// process kills itself at the chosen one, on the thread that does the work, so nothing comes after it.
/// </summary>
internal static partial class Moments
{
    private const int Kill = 9;

    private static readonly Regex? Wanted = Setting("POSCLOUD_KILL_AT") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant) : null;
    private static readonly StreamWriter? Trace = Setting("POSCLOUD_KILL_TRACE") is { } file ? new StreamWriter(file, append: true) { AutoFlush = true } : null;
    private static readonly Lock Gate = new();
    private static int _left = int.Parse(Setting("POSCLOUD_KILL_NTH") ?? "1", CultureInfo.InvariantCulture);

    public static bool AreWatched => Wanted is not null || Trace is not null;

    /// <summary>True when moments with this word are asked for: those that cost something are looked for only then.</summary>
    public static bool Mention(string word) => Trace is not null || Wanted?.ToString().Contains(word, StringComparison.Ordinal) == true;

    /// <summary>Says that the process is at this moment; doesn't return when it's the one to die at.</summary>
    public static void Pass(string moment)
    {
        lock (Gate)
        {
            Trace?.WriteLine(moment);
            if (Wanted is null || !Wanted.IsMatch(moment) || --_left > 0) return;
            _ = SendSignal(Environment.ProcessId, Kill);
            // The signal takes the process down before this returns.
            Environment.FailFast("Killed at: " + moment);
        }
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
