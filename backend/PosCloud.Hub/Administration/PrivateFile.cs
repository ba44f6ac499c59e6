namespace PosCloud.Hub.Administration;

/// <summary>Writes files that only the hub's own user may read.</summary>
internal static class PrivateFile
{
    private static readonly TimeSpan GuardLimit = TimeSpan.FromSeconds(10);

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
    /// <exception cref="TimeoutException">Another process has held the file's guard for ten seconds.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // A rename that refuses to overwrite looks first and renames then, so two could both succeed; a lock can't be shared.
        using var guard = Guard(path + ".lock");
        if (!File.Exists(path)) Write(path, content);
    }

    private static FileStream Guard(string path)
    {
        FileStream? guard = null;
        return SpinWait.SpinUntil(() => (guard = TryGuard(path)) is not null, GuardLimit)
            ? guard!
            : throw new TimeoutException($"{path} is held by another process. End it, or delete the file when there is none.");
    }

    private static FileStream? TryGuard(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
