using System.IO.Compression;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Golden;

namespace PosCloud.SystemTests.Upgrades;

/// <summary>
/// A hub and a terminal as an earlier release left them, packed: some sales that the hub has and 500 facts that it hasn't.
/// Every format of the journal has its own, written by the release that had that format
/// (<c>POSCLOUD_GOLDEN=write</c>, see <see cref="UpgradeTests"/>).
/// </summary>
internal static class KeptShop
{
    /// <summary>Name of the terminal's machine: on another one it would begin an epoch of its own.</summary>
    public const string Machine = "kept-till";

    public const int Unsent = 500;

    private const string Prefix = "upgrades/journal-format-";

    /// <summary>Formats of which there is one.</summary>
    public static IEnumerable<long> Formats => GoldenFolder.Names().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => long.Parse(name.AsSpan(Prefix.Length)[..^4])).Order();

    public static string NameOf(long format) => $"{Prefix}{format}.zip";

    /// <summary>Puts the kept hub in the place of a stopped one; answers the terminal's folder.</summary>
    public static string Unpack(long format, HubStage hub)
    {
        var place = Path.Combine(hub.Folder, $"kept-{format}");
        ZipFile.ExtractToDirectory(new MemoryStream(GoldenFolder.Read(NameOf(format))!), place);
        Directory.Delete(hub.DataFolder, recursive: true);
        Directory.Move(Path.Combine(place, "hub"), hub.DataFolder);
        return Path.Combine(place, "terminal");
    }

    /// <summary>Packs what a stopped hub and a closed terminal left, without what only a running program has.</summary>
    public static byte[] Pack(string hub, string terminal)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (folder, name) in new[] { (hub, "hub"), (terminal, "terminal") })
            {
                foreach (var file in Directory.GetFiles(folder).Where(IsKept).Order(StringComparer.Ordinal))
                    zip.CreateEntryFromFile(file, $"{name}/{Path.GetFileName(file)}", CompressionLevel.SmallestSize);
            }
        }

        return bytes.ToArray();
    }

    private static bool IsKept(string file) =>
        Path.GetExtension(file) is not (".lock" or ".bin" or ".pid") && Path.GetFileName(file) is not "running.json" && !file.EndsWith("-shm", StringComparison.Ordinal);
}
