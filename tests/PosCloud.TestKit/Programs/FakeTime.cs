namespace PosCloud.TestKit.Programs;

/// <summary>
/// A clock of its own for a process, by libfaketime: what it says stands in a file and may change while the process runs.
/// Only the wall clock; what measures time that passes stays right, as on a machine whose clock somebody sets.
/// </summary>
public sealed class FakeTime
{
    public const string Package = "libfaketime";

    private readonly string _file;

    public FakeTime(string file)
    {
        _file = file;
        Set("+0d");
    }

    /// <summary>Null where it isn't installed.</summary>
    public static string? Library => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <summary>Environment of a process that lives by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("libfaketime isn't installed."),
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        // Looked into once a second, not at each reading of the clock.
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <param name="time">In libfaketime's words: <c>+3d</c>, <c>-3d</c>, <c>+0d x2</c>, or a moment at which the clock stands still.</param>
    public void Set(string time)
    {
        // Written beside and renamed: a reader never sees half of it.
        File.WriteAllText(_file + ".new", time + "\n");
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
