using System.Diagnostics;
using System.Globalization;

namespace PosCloud.TestKit.Programs;

/// <summary>A file system of its own and of few bytes (tmpfs), which a test fills and empties. Needs the right to mount.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string folder)
    {
        Folder = folder;
        _filler = Path.Combine(folder, "filler.bin");
    }

    public string Folder { get; }

    /// <summary>Null where this process may not mount.</summary>
    public static SmallDisk? TryMount(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={bytes}");
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes all space but so many bytes.</summary>
    public void FillTo(long free)
    {
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var left = new DriveInfo(Folder).AvailableFreeSpace - free;
        var piece = new byte[64 * 1024];
        for (; left > 0; left -= piece.Length) file.Write(piece, 0, (int)Math.Min(left, piece.Length));
    }

    public void Empty() => File.Delete(_filler);

    // Lazily: a process that is just ending may still hold a file.
    public void Dispose() => Run("umount", "-l", Folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
