namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Holds a data folder for this process alone, until disposed or the process ends in any way.</summary>
internal sealed class JournalLock : IDisposable
{
    private readonly FileStream _held;

    private JournalLock(FileStream held) => _held = held;

    /// <exception cref="JournalLockedException">Another process, or another engine of this one, holds the folder.</exception>
    public static JournalLock Take(string path)
    {
        try
        {
            return new JournalLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new JournalLockedException(Path.GetDirectoryName(path) ?? path);
        }
    }

    public void Dispose() => _held.Dispose();
}
