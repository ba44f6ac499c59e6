namespace PosCloud.Simulation.Hub;

/// <summary>Copies of database files with their logs, as a killed process or an image of a disk leaves them.</summary>
internal static class FileCopy
{
    public static void OfDatabase(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        if (File.Exists(from + "-wal")) File.Copy(from + "-wal", to + "-wal", overwrite: true);
    }

    public static void DeleteDatabase(string path)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"]) File.Delete(path + suffix);
    }

    /// <summary>A device's data folder with the one in which it mends a journal; locks and shared memory aren't on a disk.</summary>
    public static void OfFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            if (file.EndsWith("-shm", StringComparison.Ordinal) || file.EndsWith(".lock", StringComparison.Ordinal)) continue;
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.GetDirectories(from)) OfFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
