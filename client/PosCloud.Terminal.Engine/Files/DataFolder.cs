using System.Globalization;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>Names of the files in a terminal's data folder.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Journal => In("journal.db");

    public string Lock => In("journal.lock");

    /// <summary>Space given back when the disk is full, so that the shift can still be closed.</summary>
    public string Reserve => In("reserve.bin");

    public string DeviceKey => In("device.key");

    public string Replica(long number) => In(string.Create(CultureInfo.InvariantCulture, $"replica-{number}.db"));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
