namespace PosCloud.Hub.Administration;

/// <summary>Writes files that only the hub's own user may read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes beside the target and renames, so that a reader never sees half a file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // Elsewhere the folder's own permissions apply.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Writes a file that isn't there yet; who comes second leaves the first one's as it is.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        Write(draft, content);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
