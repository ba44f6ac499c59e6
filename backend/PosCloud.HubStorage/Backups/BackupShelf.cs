using System.Globalization;

namespace PosCloud.HubStorage.Backups;

/// <summary>The folder of scheduled backups: names by time, and only so many are kept.</summary>
internal sealed class BackupShelf(string folder)
{
    private const string Prefix = "hub-";
    private const string Ending = ".db";

    public string NameAt(DateTimeOffset time) =>
        Path.Combine(Directory.CreateDirectory(folder).FullName, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time:yyyyMMdd-HHmmss}{Ending}"));

    /// <summary>Deletes the oldest beyond the number; files with other names are not the hub's.</summary>
    public void Keep(int count)
    {
        foreach (var old in Directory.GetFiles(folder, Prefix + "*" + Ending).Where(IsOwn).OrderDescending(StringComparer.Ordinal).Skip(count)) File.Delete(old);
    }

    private static bool IsOwn(string path) => DateTime.TryParseExact(
        Path.GetFileNameWithoutExtension(path)[Prefix.Length..], "yyyyMMdd-HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
