using System.Globalization;

namespace PosCloud.HubStorage.Sqlite;

/// <summary>
/// Holds a data directory for one process. The operating system releases the lock when the process ends in any way, so a
/// crash never leaves a stale one.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    public const string FileName = "hub.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Creates the directory if needed and takes its lock.</summary>
    /// <exception cref="DatabaseLockedException">Another process holds it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DataDirectoryLock(file);
        }
        catch (IOException problem)
        {
            throw new DatabaseLockedException(
                $"Another hub process uses the data directory {Path.GetFullPath(directory)}. Stop it first, or choose another directory with --data.",
                problem);
        }
    }

    /// <summary>True when some process holds the directory's lock.</summary>
    public static bool IsTaken(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();
}
