namespace PosCloud.SystemTests.Stage;

/// <summary>Copies a data folder that nobody holds open, as a backup or an image of a device would.</summary>
internal static class FolderCopy
{
    public static string Of(string folder, string name)
    {
        var copy = Path.Combine(Path.GetDirectoryName(folder)!, name);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Puts the copy where the folder was.</summary>
    public static void Restore(string copy, string folder)
    {
        Directory.Delete(folder, recursive: true);
        Directory.Move(copy, folder);
    }
}
