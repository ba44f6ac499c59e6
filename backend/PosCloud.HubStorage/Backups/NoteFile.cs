using System.Text.Json;

namespace PosCloud.HubStorage.Backups;

/// <summary>Notes that the hub keeps outside its database, as JSON: a file is whole, or still the one before.</summary>
internal static class NoteFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when there is none that can be read.</summary>
    public static T? Read<T>(string directory, string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(directory, name)), Json);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>It is on the disk, whole, when this returns.</summary>
    public static void Write<T>(string directory, string name, T note)
    {
        Directory.CreateDirectory(directory);
        // Nodes share the folder, and in containers all of them may be process 1: each writes a draft of its own.
        var draft = Path.Combine(directory, $"{name}.{Path.GetRandomFileName()}");
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, note, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(directory, name), overwrite: true);
    }

    /// <summary>Drafts that a killed hub left; one that another node is just writing is younger.</summary>
    public static void RemoveDrafts(string directory, string name, DateTimeOffset olderThan)
    {
        if (!Directory.Exists(directory)) return;
        foreach (var draft in Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file).StartsWith(name + ".", StringComparison.Ordinal)))
        {
            if (File.GetLastWriteTimeUtc(draft) < olderThan.UtcDateTime) File.Delete(draft);
        }
    }
}
