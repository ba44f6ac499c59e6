namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Another process holds this data folder (exit code 6).</summary>
public sealed class JournalLockedException(string folder)
    : Exception($"Another process is using the terminal data in {folder}. Stop it, or give another folder with --data.")
{
    public string Folder { get; } = folder;
}
