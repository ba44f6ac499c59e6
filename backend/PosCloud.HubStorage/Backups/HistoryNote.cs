namespace PosCloud.HubStorage.Backups;

/// <summary>
/// What the hub last knew of its database, in a file outside of it: a database that knows less than this was set back.
/// </summary>
/// <param name="Epoch">The history it was in.</param>
/// <param name="Run">Name of the newest start that the database holds; null when none is noted yet.</param>
/// <param name="Changes">How far all streams had got together; that number only rises.</param>
/// <param name="Lineage">The server's own word for the line of its data; null where there is none.</param>
public sealed record HistoryNote(string Epoch, string? Run, long Changes, string? Lineage)
{
    public const string FileName = "history.json";

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static HistoryNote? Read(string directory) => NoteFile.Read<HistoryNote>(directory, FileName) is { Epoch: not null } note ? note : null;

    /// <summary>It is on the disk, whole, when this returns; what it says must be committed in the database before.</summary>
    public void Write(string directory) => NoteFile.Write(directory, FileName, this);

    /// <summary>The next start takes the database as it is: a restore has begun its new history already.</summary>
    public static void Forget(string directory) => File.Delete(Path.Combine(directory, FileName));
}
