using System.Text.Json;

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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static HistoryNote? Read(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryNote>(File.ReadAllBytes(Path.Combine(directory, FileName)), Json) is { Epoch: not null } note ? note : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>It is on the disk, whole, when this returns; what it says must be committed in the database before.</summary>
    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        // Nodes share the folder, and in containers all of them may be process 1: each writes a draft of its own.
        var draft = Path.Combine(directory, $"{FileName}.{Path.GetRandomFileName()}");
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(directory, FileName), overwrite: true);
    }

    /// <summary>Drafts that a killed hub left; one that another node is just writing is younger.</summary>
    public static void RemoveDrafts(string directory, DateTimeOffset olderThan)
    {
        if (!Directory.Exists(directory)) return;
        foreach (var draft in Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file).StartsWith(FileName + ".", StringComparison.Ordinal)))
        {
            if (File.GetLastWriteTimeUtc(draft) < olderThan.UtcDateTime) File.Delete(draft);
        }
    }

    /// <summary>The next start takes the database as it is: a restore has begun its new history already.</summary>
    public static void Forget(string directory) => File.Delete(Path.Combine(directory, FileName));
}
