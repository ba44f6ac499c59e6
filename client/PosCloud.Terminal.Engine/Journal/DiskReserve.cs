namespace PosCloud.Terminal.Engine.Journal;

/// <summary>A file that only takes space: deleting it when the disk is full leaves room to close the shift.</summary>
internal sealed class DiskReserve(string path, long bytes)
{
    /// <summary>True while the space is held.</summary>
    public bool IsHeld => bytes == 0 || File.Exists(path);

    /// <summary>Takes the space if it can be had; false when the disk is too full for it.</summary>
    public bool Take()
    {
        if (bytes == 0 || (File.Exists(path) && new FileInfo(path).Length == bytes)) return true;
        try
        {
            // Preallocated, because a sparse file would hold nothing.
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                PreallocationSize = bytes,
            });
            file.SetLength(bytes);
            return true;
        }
        catch (IOException)
        {
            File.Delete(path);
            return false;
        }
    }

    public void Release() => File.Delete(path);
}
